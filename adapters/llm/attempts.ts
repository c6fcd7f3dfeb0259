import type { Middleware } from '@anthropic-ai/sdk';

/** Failures that happen before a byte leaves. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Whether an error is proof that the request never reached the service. */
export function neverSent(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && NEVER_SENT.has(code)) return true;
  }
  return false;
}

/**
 * Watches the attempts of one request. Those that got no answer may have been served, and billed, all the same; those
 * that were answered with an error were not billed.
 */
export class Attempts {
  silent = 0;
  /** Whether the last attempt was answered with 200, so that what fails after is the reading. */
  served = false;

  readonly middleware: Middleware = async (request, next) => {
    this.served = false;
    try {
      const response = await next(request);
      this.served = response.ok;
      return response;
    } catch (error) {
      if (!neverSent(error)) this.silent++;
      throw error;
    }
  };
}
