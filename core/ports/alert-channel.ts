import type { AlertTier } from '../domain/alert.js';
import type { AlertChannelName } from '../domain/alert-channel-name.js';
import { CodedError } from '../errors/coded-error.js';

/** What a person is told: plain text, which each channel escapes and cuts as it must. */
export interface AlertMessage {
  /** Of this delivery; the same for every attempt, so that a service that can may drop the second. */
  readonly id: string;
  readonly alertId: string;
  readonly tier: AlertTier;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly source: string;
  /** Unix ms. */
  readonly at: number;
  /** How often it has been told before: an emergency comes again until it is acknowledged. */
  readonly repeat: number;
}

export interface Delivered {
  /** How the service calls what it took, where that can be asked about or taken back; else null. */
  readonly reference: string | null;
}

/** Thrown when a service did not take a message. Nothing of it holds a key or an address with one. */
export class AlertNotSentError extends CodedError {
  /** Whether the same message may get through later: not where the service said that it never will. */
  readonly retry: boolean;
  /** What the service asks to wait, ms; null where it did not say. */
  readonly retryAfterMs: number | null;

  constructor(
    channel: AlertChannelName,
    detail: string,
    { retry, retryAfterMs = null, cause }: { retry: boolean; retryAfterMs?: number | null; cause?: unknown },
  ) {
    super(`alert.${channel}`, `${channel}: ${detail}`, { channel, retry, retryAfterMs }, { cause });
    this.retry = retry;
    this.retryAfterMs = retryAfterMs;
  }
}

/** A way to a person. One attempt each; who repeats, waits and falls over is the router's business. */
export interface AlertChannel {
  readonly name: AlertChannelName;
  /** Resolves when the service has taken the message. @throws AlertNotSentError */
  send(message: AlertMessage, signal: AbortSignal): Promise<Delivered>;
  /** Who acknowledged a message at the service itself; null: nobody yet. Absent where a service knows no such thing. */
  acknowledgedBy?(reference: string, signal: AbortSignal): Promise<string | null>;
  /** Ends what the service repeats by itself. */
  recall?(reference: string, signal: AbortSignal): Promise<void>;
  close(): void;
}
