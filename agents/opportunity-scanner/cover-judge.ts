import { evaluateCover } from '@pm-arbitrage/core/covers/evaluate-cover.js';
import type { SizedCover } from '@pm-arbitrage/core/covers/evaluation.js';
import type { CoverLeg } from '@pm-arbitrage/core/domain/cover.js';
import { modelAt } from '@pm-arbitrage/core/fees/model-at.js';
import { takerFeeFloor } from '@pm-arbitrage/core/fees/taker-fee.js';
import { type Price, usd } from '@pm-arbitrage/core/money/money.js';
import type { MarketState } from './market-state.js';
import { ownMiss, type ScanMiss, type ScanMissReason } from './scan-miss.js';
import { hurdlePpmOf, type ScannerConfig } from './scanner-config.js';
import { type TrackedCover, USD_PER_PRICE } from './tracked-cover.js';

/** Decides about one cover, cheapest question first. */
export class CoverJudge {
  /** Covers walked through the depth of all legs so far. */
  walked = 0;
  readonly #state: MarketState;
  readonly #config: ScannerConfig;
  readonly #hurdlePpm: number;

  constructor(state: MarketState, config: ScannerConfig) {
    this.#state = state;
    this.#config = config;
    this.#hurdlePpm = hurdlePpmOf(config);
  }

  /** A cover whose best asks add up to less than its floor: is it an opportunity? */
  judge(tracked: TrackedCover, now: number): SizedCover | ScanMiss {
    const { cover } = tracked;
    const cost = this.#leastCost(tracked, now);
    const edge = tracked.floor * USD_PER_PRICE - cost;
    if (cost >= tracked.ceiling) return atTop(tracked, edge > 0 ? 'below-hurdle' : 'fees', null, edge);
    const stale = this.#state.staleLeg(cover, now, this.#config.staleMs);
    if (stale >= 0) return atTop(tracked, 'stale', stale, edge);
    const result = this.walk(tracked, now);
    if (result.outcome === 'near-miss' || result.netProfit >= this.#config.minProfit) return result;
    return { ...atTop(tracked, 'dust', null, edge), best: result };
  }

  /** The walk alone, whatever the prices at the top say. */
  walk({ cover }: TrackedCover, now: number): SizedCover | ScanMiss {
    this.walked++;
    const legs = cover.legs.map((leg) => this.#state.input(leg));
    return evaluateCover(cover, legs, { at: now, budget: this.#config.budget, hurdlePpm: this.#hurdlePpm });
  }

  /** What one set costs at the best asks with the least fees there can be, Usd units. */
  #leastCost(tracked: TrackedCover, now: number): number {
    let cost = tracked.sum * USD_PER_PRICE;
    const { legs } = tracked.cover;
    for (let index = 0; index < legs.length; index++) {
      const { fees } = this.#state.market(legs[index] as CoverLeg);
      cost += takerFeeFloor(modelAt(fees, now), tracked.askOf(index) as Price);
    }
    return cost;
  }
}

const atTop = (tracked: TrackedCover, reason: ScanMissReason, leg: number | null, edge: number): ScanMiss => ({
  ...ownMiss(reason, leg),
  bestPrice: tracked.sum as Price,
  bestEdge: usd(edge),
});
