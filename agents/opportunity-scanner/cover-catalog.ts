import type { Cover } from '@pm-arbitrage/core/domain/cover.js';
import type { Ladder } from '@pm-arbitrage/core/domain/ladder.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { complementCovers, eventCovers, matchCovers } from './derive-covers.js';
import { eventKey } from './event-shard.js';
import { familiesOfEvent, type Partner } from './families-of-event.js';
import { familiesOfLadder } from './families-of-ladder.js';
import type { Family } from './family.js';

/** Which covers came, changed (same legs, other basis or resolution time) and went; and families by their source. */
export interface CoverChanges {
  readonly kept: readonly Cover[];
  readonly removed: readonly string[];
  readonly families: ReadonlyMap<string, readonly Family[]>;
}

/** What is known of markets, matches and ladders, and the covers and families that follow from it. */
export class CoverCatalog {
  readonly #markets = new Map<MarketId, Market>();
  readonly #events = new Map<string, Map<MarketId, Market>>();
  readonly #matches = new Map<string, Match>();
  readonly #matchesOf = new Map<MarketId, Set<string>>();
  readonly #ladders = new Map<string, Ladder>();
  readonly #laddersOf = new Map<MarketId, Set<string>>();
  /** The covers each source (a market, an event, a match) gives, and the sources of each cover. */
  readonly #given = new Map<string, readonly Cover[]>();
  readonly #sources = new Map<string, Set<string>>();

  marketOf(id: MarketId): Market | undefined {
    return this.#markets.get(id);
  }

  /** Takes a market as it is now. */
  market(market: Market): CoverChanges {
    const changes = new Changes();
    const before = this.#markets.get(market.id);
    this.#markets.set(market.id, market);
    this.#give(`market ${market.id}`, complementCovers(market), changes);
    if (before !== undefined && eventKey(before) !== eventKey(market)) {
      this.#events.get(eventKey(before))?.delete(market.id);
      this.#deriveEvent(eventKey(before), changes);
    }
    const key = eventKey(market);
    const members = this.#events.get(key) ?? new Map<MarketId, Market>();
    this.#events.set(key, members.set(market.id, market));
    this.#deriveEvent(key, changes);
    for (const id of this.#matchesOf.get(market.id) ?? []) this.#deriveMatch(id, changes);
    for (const id of this.#laddersOf.get(market.id) ?? []) this.#deriveLadder(id, changes);
    return changes;
  }

  /** Takes a match as it was judged last. */
  match(match: Match): CoverChanges {
    const changes = new Changes();
    const before = this.#matches.get(match.id);
    for (const id of before === undefined ? [] : [before.kalshi, before.polymarket]) {
      this.#matchesOf.get(id)?.delete(match.id);
    }
    this.#matches.set(match.id, match);
    for (const id of [match.kalshi, match.polymarket]) {
      this.#matchesOf.set(id, (this.#matchesOf.get(id) ?? new Set()).add(match.id));
    }
    this.#deriveMatch(match.id, changes);
    for (const id of this.#laddersOf.get(match.kalshi) ?? []) this.#deriveLadder(id, changes);
    return changes;
  }

  /** Takes a ladder as it stands. */
  ladder(ladder: Ladder): CoverChanges {
    const changes = new Changes();
    for (const { market } of this.#ladders.get(ladder.id)?.rungs ?? []) this.#laddersOf.get(market)?.delete(ladder.id);
    this.#ladders.set(ladder.id, ladder);
    for (const { market } of ladder.rungs)
      this.#laddersOf.set(market, (this.#laddersOf.get(market) ?? new Set()).add(ladder.id));
    this.#deriveLadder(ladder.id, changes);
    return changes;
  }

  matchBetween(kalshi: MarketId, polymarket: MarketId): Match | undefined {
    for (const id of this.#matchesOf.get(kalshi) ?? []) {
      const match = this.#matches.get(id);
      if (match?.polymarket === polymarket) return match;
    }
    return undefined;
  }

  #deriveEvent(key: string, changes: Changes): void {
    const members = [...(this.#events.get(key)?.values() ?? [])];
    this.#give(`event ${key}`, eventCovers(members), changes);
    changes.families.set(
      `event ${key}`,
      familiesOfEvent(
        members,
        members.flatMap((market) => this.#partnersOf(market)),
      ),
    );
  }

  #partnersOf(of: Market): readonly Partner[] {
    return [...(this.#matchesOf.get(of.id) ?? [])].flatMap((id) => {
      const match = this.#matches.get(id);
      const market = match && this.#markets.get(of.platform === 'kalshi' ? match.polymarket : match.kalshi);
      return match === undefined || market === undefined ? [] : [{ of, market, match }];
    });
  }

  #deriveLadder(id: string, changes: Changes): void {
    const ladder = this.#ladders.get(id);
    if (ladder !== undefined) changes.families.set(`ladder ${id}`, familiesOfLadder(ladder, this));
  }

  #deriveMatch(id: string, changes: Changes): void {
    const match = this.#matches.get(id);
    if (match === undefined) return;
    const [kalshi, polymarket] = [this.#markets.get(match.kalshi), this.#markets.get(match.polymarket)];
    this.#give(`match ${id}`, matchCovers(match, kalshi, polymarket), changes);
    for (const market of [kalshi, polymarket])
      if (market?.event.exclusive) this.#deriveEvent(eventKey(market), changes);
  }

  #give(source: string, covers: readonly Cover[], changes: Changes): void {
    const before = this.#given.get(source) ?? [];
    this.#given.set(source, covers);
    for (const cover of covers) {
      this.#sources.set(cover.id, (this.#sources.get(cover.id) ?? new Set()).add(source));
      changes.kept.push(cover);
    }
    for (const { id } of before) {
      if (covers.some((cover) => cover.id === id)) continue;
      const sources = this.#sources.get(id);
      sources?.delete(source);
      if (sources === undefined || sources.size > 0) continue;
      this.#sources.delete(id);
      changes.removed.push(id);
    }
  }
}

class Changes implements CoverChanges {
  readonly kept: Cover[] = [];
  readonly removed: string[] = [];
  readonly families = new Map<string, readonly Family[]>();
}
