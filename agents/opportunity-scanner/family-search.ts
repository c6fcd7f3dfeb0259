import { bestAsk, NO_ASK } from '@pm-arbitrage/core/covers/best-ask.js';
import { type CheapSet, LadderGraph } from '@pm-arbitrage/core/covers/ladder-graph.js';
import type { Cover } from '@pm-arbitrage/core/domain/cover.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { ContractSide, MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { modelAt } from '@pm-arbitrage/core/fees/model-at.js';
import { takerFeeFloor } from '@pm-arbitrage/core/fees/taker-fee.js';
import { type Price } from '@pm-arbitrage/core/money/money.js';
import type { Family, FamilyMember } from './family.js';
import { familyCover } from './family-cover.js';
import { USD_PER_PRICE } from './tracked-cover.js';

type MarketOf = (id: MarketId) => Market;
const SIDES: readonly ContractSide[] = ['yes', 'no'];

/** Looks for the sets of a family that can be bought for less than they pay, at the best asks, fees and hurdle counted. */
export class FamilySearch {
  readonly family: Family;
  readonly #graph: LadderGraph;
  readonly #marketOf: MarketOf;
  /** A dollar of cost must earn so much more, as a factor. */
  readonly #factor: number;
  readonly #indexOf = new Map<MarketId, number>();
  #moved = true;

  constructor(family: Family, options: { readonly marketOf: MarketOf; readonly hurdlePpm: number }) {
    this.family = family;
    this.#graph = new LadderGraph(family.members.map(({ span }) => span));
    this.#marketOf = options.marketOf;
    this.#factor = 1 + options.hurdlePpm / 1_000_000;
    for (const [index, { market }] of family.members.entries()) this.#indexOf.set(market, index);
  }

  /** Takes the best asks of a market. @returns the covers that became worth a look, at most one for each side */
  price(update: PriceUpdate, now: number): readonly Cover[] {
    const rung = this.#indexOf.get(update.market);
    if (rung === undefined) return [];
    this.#moved = true;
    const cheaper = SIDES.filter((side) => this.#setCost(rung, side, update, now));
    return cheaper.flatMap((side) => this.#coverOf(this.#graph.cheapestWith({ rung, side })));
  }

  /** Looks once more, from everywhere, if a price moved since: what one search found may have hidden another. */
  again(): readonly Cover[] {
    if (!this.#moved) return [];
    this.#moved = false;
    return this.#coverOf(this.#graph.anyCheap());
  }

  #setCost(rung: number, side: ContractSide, update: PriceUpdate, now: number): boolean {
    const ask = bestAsk(update, side);
    const { market, charge } = this.family.members[rung] as FamilyMember;
    const cost =
      ask === NO_ASK
        ? Infinity
        : (ask + charge) * USD_PER_PRICE + takerFeeFloor(modelAt(this.#marketOf(market).fees, now), ask as Price);
    return this.#graph.setCost({ rung, side }, cost * this.#factor);
  }

  #coverOf(set: CheapSet | null): readonly Cover[] {
    if (set === null) return [];
    const markets = set.contracts.map(({ rung }) => this.#marketOf((this.family.members[rung] as FamilyMember).market));
    const cover = familyCover(this.family, set, markets);
    return cover === null ? [] : [cover];
  }
}
