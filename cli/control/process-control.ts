import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { RuntimeFile } from '@pm-arbitrage/core/runtime/runtime-file.js';
import type { Control, MatchDetails } from './control.js';

/** Thrown when the running process does not answer, or refuses. */
export class ProcessControlError extends CodedError {}

const TIMEOUT_MS = 5_000;

/** A running process by its control API. */
export function processControl(file: RuntimeFile): Control {
  const ask = async <T>(path: string, body?: unknown): Promise<T> => {
    let response: Response;
    try {
      response = await fetch(`${file.url}/api/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${file.token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new ProcessControlError(
        'control.silent',
        `Process ${file.pid} does not answer at ${file.url} (${messageOf(cause)}). It may be starting, ending or stuck; look again, or end it.`,
        { pid: file.pid },
        { cause },
      );
    }
    if (!response.ok) {
      const { message } = (await response.json().catch(() => ({}))) as { message?: string };
      throw new ProcessControlError(
        'control.failed',
        `Process ${file.pid} could not: ${message ?? `status ${response.status}`}`,
      );
    }
    return (await response.json()) as T;
  };
  return {
    via: `process ${file.pid}`,
    status: () => ask('status'),
    trades: (limit) => ask(`trades?limit=${limit}`),
    opportunities: (limit) => ask(`opportunities?limit=${limit}`),
    positions: () => ask('positions'),
    pnl: () => ask('pnl'),
    matches: ({ status, limit }) => ask(`matches?limit=${limit}${status === undefined ? '' : `&status=${status}`}`),
    match: async (id) => (await ask<{ found: MatchDetails | null }>(`match?id=${encodeURIComponent(id)}`)).found,
    reviewMatch: (order) => ask('match-review', order),
    async halt(halt) {
      await ask('halt', halt);
    },
    resume: async (resume) => (await ask<{ ended: readonly string[] }>('resume', resume)).ended,
    close: async () => undefined,
  };
}
