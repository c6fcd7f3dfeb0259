import { APIError, APIUserAbortError } from '@anthropic-ai/sdk';
import { hideSecrets } from '@pm-arbitrage/core/config/hide-secrets.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { NoAnswer } from '@pm-arbitrage/core/ports/language-model.js';

/** What an error of the client says about the request, after all its repetitions; without the key, should it be in there. */
export function readFailure(error: unknown, apiKey: string): { readonly why: NoAnswer; readonly message: string } {
  const message = hideSecrets(messageOf(error), [apiKey]);
  if (error instanceof APIUserAbortError) return { why: 'aborted', message };
  const status = error instanceof APIError ? (error.status as number | undefined) : undefined;
  if (status === undefined) return { why: 'silent', message };
  if (status === 529) return { why: 'overloaded', message };
  if (status === 429) return { why: 'rate-limited', message };
  if (status >= 500 || status === 408) return { why: 'server-error', message };
  return { why: 'refused', message };
}
