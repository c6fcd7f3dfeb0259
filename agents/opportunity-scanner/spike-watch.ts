import { isCrossed } from '@pm-arbitrage/core/covers/best-ask.js';
import type { FairValue } from '@pm-arbitrage/core/domain/fair-value.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { PRICE_SCALE } from '@pm-arbitrage/core/money/money.js';
import type { FairValues } from './contract-board.js';

/** A spike is this many standard deviations from where the price belongs, and at least so much of a dollar. */
const DEVIATIONS = 4;
const LEAST_MOVE = 0.04;
/** An oracle that moved the same way, by this part of what the price moved, explains it. */
const EXPLAINS = 0.25;
/** The mean is as uncertain as prices usually are; the worst plausible one is two of that off. */
const PLAUSIBLE = 2;

interface Mean {
  readonly since: number;
  at: number;
  price: number;
  /** Of what the model said at the same times. */
  fair: number;
  /** Of the difference of the two: a price that follows its oracle is quiet, however far both go. */
  variance: number;
  /** The newest price. */
  last: number;
  /** Whether it is away from the mean. */
  away: boolean;
}

/** Where a price belongs: as far from what the model says by now as it was on the mean. */
const homeOf = (mean: Mean, { probability }: FairValue): number =>
  Math.min(1, Math.max(0, mean.price + probability - mean.fair));

/** What a price says of where it belongs: `null` where nothing changed. */
export type SpikeNews = { readonly market: MarketId; readonly values: FairValues | null } | null;

/**
 * Tells prices that left where they belong though what the world says of them did not move: as far from the model as they
 * usually are. It knows only markets that have a fair value: of the others nobody can say that nothing happened.
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
    const move = Math.min(Math.abs(mid - known.price), Math.abs(mid - homeOf(known, fair)));
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
function explains(mean: Mean, { probability }: FairValue): boolean {
  const move = mean.last - mean.price;
  const along = (probability - mean.fair) * Math.sign(move);
  return along > EXPLAINS * Math.abs(move) || Math.abs(mean.last - probability) < Math.abs(mean.price - probability);
}

/** Weights by time: a price that stood for long counts more than one that was there for a moment. */
function learn(mean: Mean, { at, price, fair }: Pick<Mean, 'at' | 'price' | 'fair'>, halfLifeMs: number): void {
  const weight = 1 - 0.5 ** ((at - mean.at) / halfLifeMs);
  const off = price - mean.price - (fair - mean.fair);
  mean.variance = (1 - weight) * (mean.variance + weight * off * off);
  mean.price += weight * (price - mean.price);
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
  const home = homeOf(mean, fair);
  return { yes: value(home), no: value(1 - home) };
}

function midOf(update: PriceUpdate): number | null {
  const [bid] = update.bids;
  const [ask] = update.asks;
  if (update.status !== 'live' || bid === undefined || ask === undefined || isCrossed(update)) return null;
  return (bid[0] + ask[0]) / 2 / PRICE_SCALE;
}
