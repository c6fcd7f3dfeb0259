import type { AlertChannelName } from '@pm-arbitrage/core/domain/alert-channel-name.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { AlertNotSentError } from '@pm-arbitrage/core/ports/alert-channel.js';

export interface ServiceRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** A form where it is `URLSearchParams`, JSON where it is anything else. */
  readonly body?: URLSearchParams | object | string;
  readonly signal: AbortSignal;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** The parsed body; null where it is no JSON. */
  readonly body: unknown;
}

/**
 * One request to a service. Addresses hold keys (Telegram, Discord), so no error names one, and none is followed to
 * another place. @throws AlertNotSentError when no whole answer came
 */
export async function askService(
  channel: AlertChannelName,
  url: string,
  { method = 'POST', headers = {}, body, signal }: ServiceRequest,
): Promise<ServiceAnswer> {
  const isForm = body instanceof URLSearchParams;
  const content = body === undefined || isForm ? {} : { 'content-type': 'application/json' };
  const sent = body === undefined || isForm || typeof body === 'string' ? body : JSON.stringify(body);
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...content, ...headers },
      redirect: 'error',
      signal,
      ...(sent === undefined ? {} : { body: sent }),
    });
    const text = await response.text();
    return { status: response.status, header: (name) => response.headers.get(name) ?? undefined, body: parsed(text) };
  } catch (cause) {
    throw new AlertNotSentError(channel, `no answer: ${reasonOf(cause)}`, { retry: true });
  }
}

/** "ECONNREFUSED" rather than "fetch failed". */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'AbortError') return 'it took too long';
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return messageOf(error);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
