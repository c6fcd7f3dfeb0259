import type { FeeRounding } from './fee.js';
import type { TermRules } from './order-terms.js';

/** What the venue does not document, or changes, about trading; the defaults are what was last seen. */
export interface TradingOptions {
  readonly feeRounding: FeeRounding;
  readonly marketBuyDecimals: TermRules['marketBuyDecimals'];
  /** How far timestamps of L1 and L2 headers may be off, ms. */
  readonly timestampToleranceMs: number;
  /** How long marketable orders of crypto markets are held while the request waits, ms (reference §7). */
  readonly itodeDelayMs: number;
  /** `secondsDelay` of sports markets: their marketable orders are answered `delayed` and worked later. */
  readonly sportsDelaySeconds: number;
  /** From one settlement status to the next, ms. */
  readonly settlementStepMs: number;
  /** How long only post-only orders are taken after a restart of the matching engine, ms. */
  readonly postOnlyMs: number;
  /** Per-signer budgets (reference §13): refused, or only counted in headers. */
  readonly rateLimits: 'enforced' | 'warning';
  /** From a transaction to its block, ms. */
  readonly blockMs: number;
}

export const defaultTradingOptions: TradingOptions = {
  feeRounding: 'down',
  marketBuyDecimals: 'four',
  timestampToleranceMs: 10_000,
  itodeDelayMs: 50,
  sportsDelaySeconds: 0,
  settlementStepMs: 300,
  postOnlyMs: 120_000,
  rateLimits: 'enforced',
  blockMs: 200,
};
