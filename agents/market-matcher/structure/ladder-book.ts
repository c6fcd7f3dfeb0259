import { isDeepStrictEqual } from 'node:util';
import type { Ladder } from '@pm-arbitrage/core/domain/ladder.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { SettlementSide } from '../settlement/settlement-side.js';
import { GroupLinks } from './group-links.js';
import { headOf, type LadderGroup, type Member } from './ladder-group.js';
import { makeLadder } from './make-ladder.js';
import { sameVariable } from './same-variable.js';
import { standsOf } from './stands-of.js';

interface Group extends LadderGroup {
  /** Axis, venue and event; an event may hold several groups. */
  readonly event: string;
  readonly members: Map<MarketId, Member>;
}

/** Markets of a group beyond this are left out: no venue lists so many of one variable. */
const MOST_MEMBERS = 100;

/**
 * Which markets read one variable, within a venue and across both. A market whose rule text changes leaves its ladders
 * for good: what it asks now nobody has looked at.
 */
export class LadderBook {
  readonly #groups = new Map<string, Group>();
  readonly #events = new Map<string, Group[]>();
  readonly #groupsOf = new Map<MarketId, Group[]>();
  readonly #read = new Map<MarketId, SettlementSide>();
  readonly #texts = new Map<MarketId, string>();
  /** The ladders that earlier lives told a market to be in. */
  readonly #formerly = new Map<MarketId, readonly string[]>();
  /** By the group they were in. */
  readonly #dropped = new Map<MarketId, ReadonlySet<string>>();
  readonly #links = new GroupLinks();
  readonly #told = new Map<string, Ladder>();
  readonly #waiting = new Set<string>();

  /**
   * Takes over what earlier lives told: a text that changed while nobody looked has changed all the same. The markets are
   * to be taken before the next look, or their ladders are told to be no more.
   */
  remember(ladders: Iterable<Ladder>): void {
    for (const ladder of ladders) {
      this.#told.set(ladder.id, ladder);
      this.#waiting.add(ladder.id);
      for (const { market, rulesHash } of ladder.rungs) {
        this.#texts.set(market, rulesHash);
        this.#formerly.set(market, [...(this.#formerly.get(market) ?? []), ladder.id]);
      }
      for (const market of ladder.dropped) this.#drop(market, [ladder.id]);
    }
  }

  /** How many ladders there are. */
  get size(): number {
    let size = 0;
    for (const { rungs } of this.#told.values()) if (rungs.length > 0) size++;
    return size;
  }

  /** Groups to be looked at. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Takes a market as it was read; null: it can no longer be traded. */
  take({ id, rulesHash, event }: Pick<Market, 'id' | 'rulesHash' | 'event'>, read: SettlementSide | null): void {
    if (read !== null && this.#read.get(id) === read) return;
    const left = this.#leave(id);
    if (read === null) return;
    this.#read.set(id, read);
    const before = this.#texts.get(id);
    this.#texts.set(id, rulesHash);
    if (before !== undefined && before !== rulesHash) this.#drop(id, [...left, ...(this.#formerly.get(id) ?? [])]);
    if (this.#dropped.has(id)) return;
    const { listing, question } = read;
    for (const stand of standsOf(question))
      this.#join(`${stand.axis} ${listing.platform} ${event.id}`, { id, rulesHash, stand, listing, question });
  }

  /** The ladders that changed with the group that waits longest; null when none waits. `now` Unix ms. */
  next(now: number): readonly Ladder[] | null {
    const [id] = this.#waiting;
    if (id === undefined) return null;
    this.#waiting.delete(id);
    const affected = new Set(this.#links.component([id]));
    const group = this.#groups.get(id);
    if (group !== undefined) {
      if (group.members.size > 0) this.#links.relink(group);
      else this.#forget(group);
    }
    const component = this.#links.component(affected);
    const cliques = this.#links.cliques(component.filter((one) => this.#groups.has(one)));
    const ladders = cliques.map((clique) => this.#ladderOf(clique, now));
    const ids = new Set(ladders.map((ladder) => ladder.id));
    const gone = component.filter((one) => !ids.has(one) && this.#told.has(one));
    return [...ladders, ...gone.map((one) => makeLadder(one, [], this.#droppedOf([one]), now))].filter((ladder) =>
      this.#isNews(ladder),
    );
  }

  #ladderOf(clique: readonly string[], now: number): Ladder {
    const groups = clique.flatMap((id) => this.#groups.get(id) ?? []);
    return makeLadder(clique[0] as string, groups, this.#droppedOf(clique), now);
  }

  /** Whoever heard of a ladder hears that it is none any more. */
  #isNews(ladder: Ladder): boolean {
    const before = this.#told.get(ladder.id);
    if (before === undefined && ladder.rungs.length === 0) return false;
    if (before !== undefined && isDeepStrictEqual({ ...before, updatedAt: ladder.updatedAt }, ladder)) return false;
    this.#told.set(ladder.id, ladder);
    return true;
  }

  #join(event: string, member: Member): void {
    const groups = this.#events.get(event) ?? [];
    const { stand } = member;
    const fits = (group: Group): boolean => {
      const head = headOf(group);
      return head === undefined || sameVariable(head, member, stand.axis);
    };
    let group = groups.find(fits);
    if (group === undefined) {
      const id = groups.length === 0 ? event : `${event} ${groups.length + 1}`;
      group = { id, event, axis: stand.axis, platform: member.listing.platform, members: new Map() };
      this.#groups.set(id, group);
      this.#events.set(event, [...groups, group]);
    }
    if (group.members.size >= MOST_MEMBERS) return;
    group.members.set(member.id, member);
    this.#groupsOf.set(member.id, [...(this.#groupsOf.get(member.id) ?? []), group]);
    this.#waiting.add(group.id);
  }

  /** @returns the groups that the market was in */
  #leave(id: MarketId): readonly string[] {
    const groups = this.#groupsOf.get(id) ?? [];
    this.#groupsOf.delete(id);
    this.#read.delete(id);
    for (const group of groups) {
      group.members.delete(id);
      this.#waiting.add(group.id);
    }
    return groups.map((group) => group.id);
  }

  #forget(group: Group): void {
    this.#links.unlink(group);
    // Its place stays, so that the groups behind it keep their names.
    if ((this.#events.get(group.event) ?? []).every(({ members }) => members.size === 0)) {
      for (const { id } of this.#events.get(group.event) ?? []) this.#groups.delete(id);
      this.#events.delete(group.event);
    }
  }

  #drop(id: MarketId, groups: readonly string[]): void {
    this.#dropped.set(id, new Set([...(this.#dropped.get(id) ?? []), ...groups]));
  }

  #droppedOf(groups: readonly string[]): readonly MarketId[] {
    return [...this.#dropped].flatMap(([id, of]) => (groups.some((group) => of.has(group)) ? [id] : []));
  }
}
