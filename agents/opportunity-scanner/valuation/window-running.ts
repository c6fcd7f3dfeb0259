import type { PriceTerms } from '@pm-arbitrage/core/settlement-terms/crypto/price-terms.js';
import type { Running } from '../in-play.js';
import { DISSENT, type PriceDesk } from './price-desk.js';

/** Longer windows are no short ones: most of what they pay on is to come for as long as they trade. */
const SHORT_MS = 3_600_000;

interface Window {
  /** Unix ms: when the first of what it pays on is known, and when all of it is. */
  readonly from: number;
  readonly to: number;
}

/**
 * Whether a market's short window of a price runs now, so that part of what it pays on has happened: the price to beat is
 * fixed, or its average is being printed. It stands for certain where two sources or more speak, and all who do agree.
 * `now` Unix ms; `staleMs`: the oldest price that counts.
 */
export function windowRunning(terms: PriceTerms, desk: PriceDesk, now: number, staleMs: number): Running | null {
  const { from, to } = windowOf(terms);
  if (now < from || now >= to || to - from > SHORT_MS) return null;
  const since = now - staleMs;
  // What a coin costs in dollars and in Tether is further apart than sources are, and less than lies are.
  const symbols = [`${terms.asset.value}-usd`, `${terms.asset.value}-usdt`];
  const prices = symbols.flatMap((symbol) => desk.quotes(symbol, since).map(({ price }) => price));
  const confident = prices.length >= 2 && Math.max(...prices) / Math.min(...prices) - 1 <= DISSENT;
  return { confident, window: true };
}

function windowOf(terms: PriceTerms): Window {
  switch (terms.kind) {
    case 'up-down':
      return { from: terms.start.value, to: terms.end.value };
    case 'touch':
      return { from: terms.from.value, to: terms.to.value };
    case 'price-at': {
      const { at, reading } = terms;
      const seconds = 'seconds' in reading.value ? reading.value.seconds : 0;
      return { from: at.value - seconds * 1_000, to: at.value };
    }
  }
}
