import type { AverageWindow } from '@pm-arbitrage/core/fair-value/price/average-settlement.js';
import type { PriceView } from '@pm-arbitrage/core/fair-value/price/price-view.js';
import type { PriceTruth } from './price-truth.js';

const PRINTS = 60;

export const RTI_NOTE =
  "Not all cryptocurrency price data is the same. While checking a source like Google or Coinbase may help guide your decision, the price used to determine this market is based on CF Benchmarks' corresponding Real Time Index (RTI). At the last minute before expiration, 60 RTI prices are collected. The official and final value is the average of these prices.";

/** The price with the volatility that is true, seen without an error. */
export function view(truth: PriceTruth, price: number, time: number, end: number): PriceView {
  const secondsLeft = Math.max(0, end - time) / 1_000;
  return {
    price,
    volatility: truth.expectedVolatility(time, secondsLeft),
    volatilityError: 0,
    basis: { mean: 0, sd: 0 },
    secondsLeft,
  };
}

export const indexView = (truth: PriceTruth, time: number, end: number): PriceView =>
  view(truth, truth.index(time), time, end);

/** The minute before `end` as far as it is printed. */
export function indexWindow(truth: PriceTruth, time: number, end: number): AverageWindow {
  const seen = Math.min(PRINTS, Math.max(0, PRINTS - Math.ceil((end - time) / 1_000)));
  const seenMean = seen === 0 ? 0 : truth.indexAverage(end, seen);
  return { prints: PRINTS, spacing: 1, seen, seenMean, seenError: 0, modelError: 0 };
}
