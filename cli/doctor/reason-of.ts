import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';

/** Why a request failed, in one line: "getaddrinfo ENOTFOUND host" rather than "fetch failed". */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return messageOf(cause).split('\n')[0] ?? '';
}
