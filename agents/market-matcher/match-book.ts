import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { type MarketId, marketId } from '@pm-arbitrage/core/domain/platform.js';
import { judgePair, REREAD, type ReviewedPair } from './reviewed-matches.js';

const WITHDRAWN = 'no longer among the reviewed matches';

/**
 * The reviewed pairs against the markets as they are listed. Every call returns the matches that are new or changed:
 * a pair that left the file, or whose rule texts changed after it was first seen, is suspended.
 */
export class MatchBook {
  readonly #markets = new Map<MarketId, Market>();
  readonly #pairs = new Map<string, ReviewedPair>();
  readonly #pairsOf = new Map<MarketId, Set<string>>();
  readonly #matches = new Map<string, Match>();

  /** Takes over what earlier lives decided: a text that changed while nobody looked has changed all the same. */
  remember(matches: Iterable<Match>): void {
    for (const match of matches) if (match.reason !== WITHDRAWN) this.#matches.set(match.id, match);
  }

  get size(): number {
    return this.#matches.size;
  }

  market(market: Market, now: number): readonly Match[] {
    const known = this.#markets.get(market.id);
    this.#markets.set(market.id, market);
    if (known && known.rulesHash === market.rulesHash) return [];
    return [...(this.#pairsOf.get(market.id) ?? [])].flatMap((id) => this.#judge(id, now));
  }

  /** Replaces the reviewed pairs. */
  review(pairs: readonly ReviewedPair[], now: number): readonly Match[] {
    // Also pairs that left the file while nobody looked.
    const gone = new Set([...this.#pairs.keys(), ...this.#matches.keys()]);
    const changed: Match[] = [];
    for (const pair of pairs) {
      const id = `${pair.kalshi}|${pair.polymarket}`;
      gone.delete(id);
      const before = this.#pairs.get(id);
      if (JSON.stringify(before) === JSON.stringify(pair)) continue;
      // Who changes an entry has read the texts anew.
      if (before) this.#matches.delete(id);
      this.#pairs.set(id, pair);
      this.#remember(marketId('kalshi', pair.kalshi), id);
      this.#remember(marketId('polymarket', pair.polymarket), id);
      changed.push(...this.#judge(id, now));
    }
    for (const id of gone) changed.push(...this.#withdraw(id, now));
    return changed;
  }

  #remember(market: MarketId, id: string): void {
    const ids = this.#pairsOf.get(market) ?? new Set();
    ids.add(id);
    this.#pairsOf.set(market, ids);
  }

  #judge(id: string, now: number): readonly Match[] {
    const pair = this.#pairs.get(id);
    if (!pair) return [];
    const kalshi = this.#markets.get(marketId('kalshi', pair.kalshi));
    const polymarket = this.#markets.get(marketId('polymarket', pair.polymarket));
    let match = judgePair(pair, kalshi, polymarket, now);
    if (!match) return [];
    const before = this.#matches.get(id);
    const reread =
      before !== undefined &&
      (before.kalshiRulesHash !== match.kalshiRulesHash || before.polymarketRulesHash !== match.polymarketRulesHash);
    const pinned = pair.kalshiRulesHash !== null && pair.polymarketRulesHash !== null;
    // What was reviewed is the text as it was then, unless the file says that it is the text of now.
    if (!pinned && (reread || before?.reason === REREAD)) {
      match = { ...match, status: 'suspended', reason: REREAD };
    }
    this.#matches.set(id, match);
    return [match];
  }

  #withdraw(id: string, now: number): readonly Match[] {
    const before = this.#matches.get(id);
    for (const ids of this.#pairsOf.values()) ids.delete(id);
    this.#pairs.delete(id);
    this.#matches.delete(id);
    if (!before || before.status !== 'active') return [];
    return [{ ...before, status: 'suspended', reason: WITHDRAWN, updatedAt: now }];
  }
}
