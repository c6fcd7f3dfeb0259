import { parseUsd, type Usd } from '@pm-arbitrage/core/money/money.js';

export interface ScannerConfig {
  /** Least net profit, as a ratio of cost, above the safety buffer. */
  readonly profitThreshold: number;
  /** Ratio of cost kept back for what a walk cannot know: slippage between quote and fill. */
  readonly safetyBuffer: number;
  /** Least net profit in dollars. Above $0.00001 per fill, or fees too small to be charged would matter. */
  readonly minProfit: Usd;
  /** An opportunity that returns more than this ratio is marked suspicious: data and matches fail more often. */
  readonly maxRoi: number;
  /** A book is not acted on when neither it nor its venue's feed was heard of for longer, ms. */
  readonly staleMs: number;
  /** Most that one opportunity may cost, fees included. */
  readonly budget: Usd;
  /** How long an opportunity may be acted on after it was found, ms. */
  readonly ttlMs: number;
  /** Least worst plausible profit of a contract, as a part of a dollar, at which an order is worth being left to rest. */
  readonly quoteEdge: number;
  /** A fair value further from the price than this part of a dollar is marked suspicious. */
  readonly maxEdge: number;
  /** Near misses remembered per cover. */
  readonly nearMissesPerCover: number;
}

export const scannerDefaults: ScannerConfig = {
  profitThreshold: 0.001,
  safetyBuffer: 0.01,
  minProfit: parseUsd('0.01'),
  maxRoi: 0.2,
  staleMs: 2_000,
  budget: parseUsd('500'),
  ttlMs: 5_000,
  quoteEdge: 0.015,
  maxEdge: 0.3,
  nearMissesPerCover: 16,
};

/** What every dollar of cost must earn, parts per million. */
export const hurdlePpmOf = (config: ScannerConfig): number =>
  Math.round((config.profitThreshold + config.safetyBuffer) * 1_000_000);
