import type { AlertChannelName } from '@pm-arbitrage/core/domain/alert-channel-name.js';
import { AlertNotSentError } from '@pm-arbitrage/core/ports/alert-channel.js';
import type { ServiceAnswer } from './post.js';

/** Answers after which the same message may get through later. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
/** No service is obeyed for longer than this, ms. */
const LONGEST_MS = 3_600_000;

export interface Refusal {
  /** What the service said, for a person. */
  readonly detail: string;
  /** What a person does about a key that is not taken. */
  readonly advice: string;
  /** Seconds that the body asks to wait; the header `Retry-After` stands in for it. */
  readonly retryAfterS?: number | undefined;
}

/** An answer that is a refusal, as an error that says whether another attempt makes sense. */
export function refusal(channel: AlertChannelName, answer: ServiceAnswer, about: Refusal): AlertNotSentError {
  const { status } = answer;
  const retry = PASSING.has(status);
  const header = Number(answer.header('retry-after') ?? Number.NaN);
  const seconds = about.retryAfterS ?? (Number.isFinite(header) ? header : undefined);
  const advice = status === 401 || status === 403 || status === 404 ? `; ${about.advice}` : '';
  return new AlertNotSentError(channel, `answered ${status}: ${about.detail}${advice}`, {
    retry,
    retryAfterMs: retry && seconds !== undefined ? Math.min(LONGEST_MS, Math.ceil(Math.max(0, seconds) * 1_000)) : null,
  });
}
