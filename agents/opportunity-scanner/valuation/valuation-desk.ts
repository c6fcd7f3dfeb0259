import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { OracleTick, OracleType } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { FairValueError } from '@pm-arbitrage/core/fair-value/fair-value-error.js';
import { classifyMarket } from '@pm-arbitrage/core/settlement-terms/classify-market.js';
import type { SettlementTerms } from '@pm-arbitrage/core/settlement-terms/settlement-terms.js';
import type { Running } from '../in-play.js';
import { FactDesks } from './fact-desks.js';
import { unpriced, type UnpricedReason } from './unpriced.js';
import type { Valuation } from './valuation.js';

/** A channel that has to be listened to. */
export interface OracleChannel {
  readonly type: OracleType;
  readonly symbol: string;
}

interface Valued {
  /** Whether it is valued here; else it is only known whether it runs. */
  own: boolean;
  readonly terms: SettlementTerms;
  readonly rulesHash: string;
  valuation: Valuation;
}

const ENDED: ReadonlySet<Market['status']> = new Set(['closed', 'determined', 'resolved']);
const keyOf = ({ type, symbol }: OracleChannel): string => `${type} ${symbol}`;
/** Values of one symbol follow each other at least so much later, ms: books do not move faster. */
const LEAST_PAUSE_MS = 50;

/** What the listed markets are worth by what the world says, for those whose rules are understood. */
export class ValuationDesk {
  readonly #facts: FactDesks;
  readonly #markets = new Map<MarketId, Valued>();
  readonly #users = new Map<string, Set<MarketId>>();
  readonly #valuedAt = new Map<string, number>();
  /** Markets that are not priced, by why. */
  readonly #refused = new Map<MarketId, string>();

  /** @param staleMs the oldest price that counts */
  constructor(staleMs: number) {
    this.#facts = new FactDesks(staleMs);
  }

  /** How many markets are understood, how many have a value now, and of how many the rules were not read. */
  get counts(): { readonly understood: number; readonly valued: number; readonly unread: number } {
    let [understood, valued] = [0, 0];
    for (const { own, valuation } of this.#markets.values()) {
      if (own) understood++;
      if (valuation.kind === 'valued') valued++;
    }
    return { understood, valued, unread: this.#refused.size };
  }

  /** How many markets that are understood have no value, by why. */
  get unpriced(): Readonly<Partial<Record<UnpricedReason, number>>> {
    const counts: Partial<Record<UnpricedReason, number>> = {};
    for (const { own, valuation } of this.#markets.values())
      if (own && valuation.kind === 'unpriced') counts[valuation.why] = (counts[valuation.why] ?? 0) + 1;
    return counts;
  }

  /** Why most of the markets that are understood have no value; null where all have one. */
  get mostlyUnpriced(): string | null {
    const counts = new Map<string, number>();
    for (const { own, valuation } of this.#markets.values())
      if (own && valuation.kind === 'unpriced') counts.set(valuation.detail, (counts.get(valuation.detail) ?? 0) + 1);
    return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? null;
  }

  /** Why a market has no value; null where it has one, or is not known. */
  whyNot(market: MarketId): string | null {
    const known = this.#markets.get(market);
    if (known === undefined) return this.#refused.get(market) ?? null;
    return known.valuation.kind === 'unpriced' ? known.valuation.detail : null;
  }

  /**
   * Takes a market as it is listed now.
   * @param own whether it is to be valued; else only whether it runs is of interest
   * @returns what must be listened to for it, if that is new
   */
  take(market: Market, own = true): readonly OracleChannel[] {
    const known = this.#markets.get(market.id);
    if (ENDED.has(market.status)) {
      this.#forget(market.id);
      this.#refused.delete(market.id);
      return [];
    }
    if (known?.rulesHash === market.rulesHash) {
      known.own = own;
      return [];
    }
    this.#forget(market.id);
    const terms = classifyMarket(market);
    if (terms.kind === 'unclassified') {
      if (own) this.#refused.set(market.id, `${terms.reason}: ${terms.detail}`);
      return [];
    }
    this.#refused.delete(market.id);
    this.#markets.set(market.id, {
      own,
      terms,
      rulesHash: market.rulesHash,
      valuation: unpriced('unknown', 'no oracle has spoken yet'),
    });
    const fresh = terms.needs.filter((need) => !this.#users.has(keyOf(need)));
    for (const need of terms.needs)
      this.#users.set(keyOf(need), (this.#users.get(keyOf(need)) ?? new Set()).add(market.id));
    return fresh;
  }

  /** Takes what an oracle says. @returns the markets whose value is to be looked at again */
  tick(tick: OracleTick, now: number): readonly MarketId[] {
    this.#facts.take(tick);
    const key = keyOf(tick);
    const users = this.#users.get(key);
    const isSoon = now - (this.#valuedAt.get(key) ?? -Infinity) < LEAST_PAUSE_MS;
    // What takes a value away never waits.
    if (users === undefined || (isSoon && tick.disputed !== true)) return [];
    this.#valuedAt.set(key, now);
    return [...users];
  }

  /** All markets that are understood: time alone changes what they are worth. */
  get markets(): readonly MarketId[] {
    return [...this.#markets.keys()];
  }

  /** What a market is worth now; `now` Unix ms. */
  value(market: MarketId, now: number): Valuation {
    const known = this.#markets.get(market);
    if (known === undefined) return unpriced('no-model', 'its rules are not understood');
    known.valuation = known.own ? this.#value(known.terms, now) : unpriced('elsewhere', 'another scanner values it');
    return known.valuation;
  }

  /** Whether the game or window of a market runs now; `now` Unix ms. */
  running(market: MarketId, now: number): Running | null {
    const terms = this.#markets.get(market)?.terms;
    return terms === undefined ? null : this.#facts.running(terms, now);
  }

  #value(terms: SettlementTerms, now: number): Valuation {
    try {
      return this.#facts.value(terms, now);
    } catch (error) {
      // Numbers that no model takes: a market without a value, not a scanner that stops.
      if (error instanceof FairValueError) return unpriced('bad-numbers', error.message);
      throw error;
    }
  }

  #forget(market: MarketId): void {
    const known = this.#markets.get(market);
    if (known === undefined) return;
    this.#markets.delete(market);
    for (const need of known.terms.needs) {
      const users = this.#users.get(keyOf(need));
      users?.delete(market);
    }
  }
}
