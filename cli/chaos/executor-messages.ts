import type { FastTime } from '@pm-arbitrage/core/clock/fast-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { SignedApproval } from '@pm-arbitrage/core/domain/trade.js';
import type { Death } from './run-plan.js';

/** One life of an executor: what it begins with. */
export interface LifeOptions {
  readonly config: Config;
  readonly time: FastTime;
  /** Seeds its jitter. */
  readonly seed: number;
  readonly death: Death | null;
  readonly leaseTtlMs: number;
  readonly reconcileMs: number;
  /** What the hot state knows when it starts. */
  readonly books: readonly PriceUpdate[];
}

/** What an executor's process is told. */
export type ToExecutor =
  | ({ readonly kind: 'begin' } & LifeOptions)
  | { readonly kind: 'price'; readonly update: PriceUpdate }
  | { readonly kind: 'approval'; readonly signed: SignedApproval }
  /** The operator lifts every halt. */
  | { readonly kind: 'resume' }
  /** The life ends in good order; the process may begin another one. */
  | { readonly kind: 'end' };

/** What an executor's process says. */
export type FromExecutor =
  /** Loaded, and waits for its first life. */
  | { readonly kind: 'loaded' }
  | { readonly kind: 'running' }
  /** The executor could not start: a supervisor would start it again. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** Books of this sequence are known to it, by the run's clock. */
  | { readonly kind: 'heard'; readonly sequence: number; readonly at: number }
  /** A committed fact about the trade. */
  | { readonly kind: 'result'; readonly state: string; readonly reason: string }
  | { readonly kind: 'ended'; readonly passed: readonly string[] };
