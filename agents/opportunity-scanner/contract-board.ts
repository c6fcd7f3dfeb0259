import type { SizedCover } from '@pm-arbitrage/core/covers/evaluation.js';
import type { FairValue } from '@pm-arbitrage/core/domain/fair-value.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import type { ContractSide, MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { TradeKind } from '@pm-arbitrage/core/domain/trade-kind.js';
import type { Ids } from '@pm-arbitrage/core/random/ids.js';
import { offerToRest, offerToTake, floorOf, type ValuedContract } from './contract-offer.js';
import { isTradable } from './derive-covers.js';
import { contractOpportunity, isMaterialChange } from './opportunity-from.js';
import type { ScannerConfig } from './scanner-config.js';

/** What a model says of both contracts of a market. */
export interface FairValues {
  readonly yes: FairValue;
  readonly no: FairValue;
}

type ContractKind = Extract<TradeKind, 'fair-value' | 'fair-quote' | 'spike'>;
const SIDES: readonly ContractSide[] = ['yes', 'no'];
/** An oracle whose word is worth nothing after this long speaks again within moments, ms. */
const QUICK_MS = 10_000;

export interface ContractBoardParts {
  readonly config: ScannerConfig;
  readonly ids: Ids;
  readonly marketOf: (id: MarketId) => Market | undefined;
  readonly bookOf: (id: MarketId) => PriceUpdate | undefined;
  /** Whether a market was heard of lately enough to be acted on. */
  readonly isFresh: (id: MarketId, now: number) => boolean;
}

/**
 * Contracts that are worth more than they cost, by what models say of them. A book that moved after its oracle spoke may
 * tell what the oracle is about to tell: whoever takes the difference then pays the better informed. So where the oracle
 * speaks every few seconds, nothing is reported before it has spoken again.
 */
export class ContractBoard {
  readonly #parts: ContractBoardParts;
  readonly #values = new Map<MarketId, FairValues>();
  readonly #reverting = new Map<MarketId, FairValues>();
  /** When each oracle was heard of something new, Unix ms. */
  readonly #heardAt = new Map<MarketId, number>();
  readonly #open = new Map<string, Opportunity>();

  constructor(parts: ContractBoardParts) {
    this.#parts = parts;
  }

  /** How many markets have a fair value. */
  get size(): number {
    return this.#values.size;
  }

  /** Takes what a model says of a market now; null: it says nothing any more. @returns what is worth reporting */
  value(market: MarketId, values: FairValues | null, now: number, tickAt: number): readonly Opportunity[] {
    const before = this.#values.get(market);
    if (values === null) this.#values.delete(market);
    else this.#values.set(market, values);
    if (values === null) this.#heardAt.delete(market);
    else if (before === undefined || values.yes.oracleAt > before.yes.oracleAt) this.#heardAt.set(market, now);
    return this.#look(market, now, tickAt);
  }

  /** Takes the mean that a price should come back to; null: it is where it belongs. */
  mean(market: MarketId, values: FairValues | null, now: number, tickAt: number): readonly Opportunity[] {
    if (values === null && !this.#reverting.has(market)) return [];
    if (values === null) this.#reverting.delete(market);
    else this.#reverting.set(market, values);
    return this.#look(market, now, tickAt);
  }

  /** A book or a market changed. */
  changed(market: MarketId, now: number, tickAt: number): readonly Opportunity[] {
    return this.#values.has(market) || this.#reverting.has(market) ? this.#look(market, now, tickAt) : [];
  }

  /** Reports anew what has expired and still holds. */
  sweep(now: number): readonly Opportunity[] {
    const due = new Set<MarketId>();
    for (const { expiresAt, legs } of this.#open.values())
      if (expiresAt <= now) for (const { market } of legs) due.add(market);
    return [...due].flatMap((market) => this.#look(market, now, now));
  }

  #look(id: MarketId, now: number, tickAt: number): readonly Opportunity[] {
    const { config, marketOf, bookOf, isFresh } = this.#parts;
    const market = marketOf(id);
    const update = bookOf(id);
    const usable = market !== undefined && update !== undefined && isTradable(market) && isFresh(id, now);
    const values = usable ? this.#values.get(id) : undefined;
    const means = usable ? this.#reverting.get(id) : undefined;
    return SIDES.flatMap((side) => {
      const contractOf = (fair: FairValue): ValuedContract => ({
        market: market as Market,
        update: update as PriceUpdate,
        side,
        fair,
      });
      const valued = values && fresh(values[side], now) ? contractOf(values[side]) : null;
      const reverting = means ? contractOf(means[side]) : null;
      return [
        ...this.#report('fair-value', id, side, valued, valued && offerToTake(valued, config, now), now, tickAt),
        ...this.#report('fair-quote', id, side, valued, valued && offerToRest(valued, config, now), now, tickAt),
        ...this.#report('spike', id, side, reverting, reverting && offerToTake(reverting, config, now), now, tickAt),
      ];
    });
  }

  #report(
    kind: ContractKind,
    id: MarketId,
    side: ContractSide,
    contract: ValuedContract | null,
    sized: SizedCover | null,
    now: number,
    tickAt: number,
  ): readonly Opportunity[] {
    const coverId = `${kind}:${id}/${side}`;
    const open = this.#open.get(coverId);
    if (contract === null || sized === null) {
      this.#open.delete(coverId);
      return [];
    }
    if (open !== undefined && open.expiresAt > now && !isMaterialChange(open, sized, [contract.update])) return [];
    if (this.#isAhead(contract)) return [];
    const { config, ids } = this.#parts;
    const facts = { id: ids.next(), coverId, kind, contract, sized, floor: floorOf(contract.fair), now, tickAt };
    const opportunity = contractOpportunity(facts, config);
    this.#open.set(coverId, opportunity);
    return [opportunity];
  }

  /** Whether a book moved after its oracle was heard last, and that will be heard again soon. */
  #isAhead({ market, update, fair }: ValuedContract): boolean {
    return fair.maxAgeMs <= QUICK_MS && update.receivedAt > (this.#heardAt.get(market.id) ?? -Infinity);
  }
}

const fresh = ({ oracleAt, maxAgeMs }: FairValue, now: number): boolean => now - oracleAt <= maxAgeMs;
