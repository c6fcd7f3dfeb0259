import { isCrossed } from '@pm-arbitrage/core/covers/best-ask.js';
import type { FairValue } from '@pm-arbitrage/core/domain/fair-value.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { PRICE_SCALE } from '@pm-arbitrage/core/money/money.js';
import type { FairValues } from './contract-board.js';

/** A spike is this many standard deviations from the mean, and at least so much of a dollar. */
const DEVIATIONS = 4;
const LEAST_MOVE = 0.04;
/** An oracle that moved by this part of what the price moved explains it. */
const EXPLAINS = 0.25;
/** The mean is as uncertain as prices usually are; the worst plausible one is two of that off. */
const PLAUSIBLE = 2;

interface Mean {
  readonly since: number;
  at: number;
  price: number;
  variance: number;
  fair: number;
  /** The newest price. */
  last: number;
  /** Whether it is away from the mean. */
  away: boolean;
}

/** What a price says of its mean: `null` where nothing changed. */
export type SpikeNews = { readonly market: MarketId; readonly values: FairValues | null } | null;

/**
 * Tells prices that left their mean though what the world says of them did not move. It knows only markets that have a
 * fair value: of the others nobody can say that nothing happened.
 */
export class SpikeWatch {
  readonly #historyMs: number;
  readonly #means = new Map<MarketId, Mean>();

  /** @param historyMs a mean is trusted after so long; in half of it an old price loses half its weight */
  constructor(historyMs: number) {
    this.#historyMs = historyMs;
  }

  /** Takes a price of a market with a fair value of its YES; `now` Unix ms. */
  price(update: PriceUpdate, fair: FairValue | undefined, now: number): SpikeNews {
    const { market } = update;
    const mid = midOf(update);
    if (fair === undefined || mid === null) return this.forget(market);
    const known = this.#means.get(market);
    if (known === undefined) {
      const start = { since: now, at: now, price: mid, variance: 0, fair: fair.probability };
      this.#means.set(market, { ...start, last: mid, away: false });
      return null;
    }
    const deviation = Math.sqrt(known.variance);
    const move = Math.abs(mid - known.price);
    known.last = mid;
    const isSpike =
      now - known.since >= this.#historyMs &&
      move >= Math.max(DEVIATIONS * deviation, LEAST_MOVE) &&
      !explains(known, fair);
    if (!isSpike) learn(known, { at: now, price: mid, fair: fair.probability }, this.#historyMs / 2);
    if (!isSpike && !known.away) return null;
    known.away = isSpike;
    return { market, values: isSpike ? valuesOf(known, deviation, fair) : null };
  }

  /** Takes what the oracle says by now: it may explain a price that left its mean a moment before. */
  fair(market: MarketId, fair: FairValue): SpikeNews {
    const known = this.#means.get(market);
    if (known?.away !== true || !explains(known, fair)) return null;
    known.away = false;
    return { market, values: null };
  }

  /** Forgets a market that can no longer be watched. */
  forget(market: MarketId): SpikeNews {
    const wasAway = this.#means.get(market)?.away === true;
    this.#means.delete(market);
    return wasAway ? { market, values: null } : null;
  }
}

/**
 * Whether an oracle moved with the price, or the price to what the oracle had said before: its makers have read by then
 * what we knew.
 */
const explains = (mean: Mean, { probability }: FairValue): boolean =>
  Math.abs(probability - mean.fair) > EXPLAINS * Math.abs(mean.last - mean.price) ||
  Math.abs(mean.last - probability) < Math.abs(mean.price - probability);

/** Weights by time: a price that stood for long counts more than one that was there for a moment. */
function learn(mean: Mean, { at, price, fair }: Pick<Mean, 'at' | 'price' | 'fair'>, halfLifeMs: number): void {
  const weight = 1 - 0.5 ** ((at - mean.at) / halfLifeMs);
  const off = price - mean.price;
  mean.price += weight * off;
  mean.variance = (1 - weight) * (mean.variance + weight * off * off);
  mean.fair += weight * (fair - mean.fair);
  mean.at = at;
}

function valuesOf(mean: Mean, deviation: number, fair: FairValue): FairValues {
  const error = Math.max(deviation, LEAST_MOVE / DEVIATIONS);
  const value = (probability: number): FairValue => ({
    ...fair,
    model: 'mean-reversion',
    probability,
    standardError: error,
    worst: Math.max(0, probability - PLAUSIBLE * error),
  });
  return { yes: value(mean.price), no: value(1 - mean.price) };
}

function midOf(update: PriceUpdate): number | null {
  const [bid] = update.bids;
  const [ask] = update.asks;
  if (update.status !== 'live' || bid === undefined || ask === undefined || isCrossed(update)) return null;
  return (bid[0] + ask[0]) / 2 / PRICE_SCALE;
}
