import type { PageRequest } from './page-request.js';
import type { PollVisit } from './poll-protocol.js';
import { readJson } from './read-json.js';

/** A page of JSON with the headers it came with. */
export interface JsonPage {
  readonly value: unknown;
  readonly headers: Headers;
  /** Unix ms. */
  readonly receivedAt: number;
}

/**
 * Asks for JSON. @returns `unchanged` when what was had still holds; null when there is nothing to read, which is told
 * and counted already.
 */
export async function askJson(
  visit: PollVisit,
  name: string,
  request: Omit<PageRequest, 'types'>,
): Promise<JsonPage | 'unchanged' | null> {
  const answer = await visit.ask({ ...request, types: /json/ });
  if (answer.kind === 'failed') return null;
  if (answer.kind === 'unchanged') return 'unchanged';
  const value = readJson(answer.bytes);
  if (value === undefined) {
    const { origin, pathname } = new URL(request.url);
    visit.useless(request.url, 'malformed', `${name}: the answer of ${origin}${pathname} is no JSON`);
    return null;
  }
  return { value, headers: answer.headers, receivedAt: answer.receivedAt };
}
