import { bestAsk } from '@pm-arbitrage/core/covers/best-ask.js';
import { coverId } from '@pm-arbitrage/core/covers/cover-id.js';
import type { SizedCover } from '@pm-arbitrage/core/covers/evaluation.js';
import type { Cover } from '@pm-arbitrage/core/domain/cover.js';
import type { Ladder } from '@pm-arbitrage/core/domain/ladder.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import type { MarketId, Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { Ids } from '@pm-arbitrage/core/random/ids.js';
import { ContractBoard, type FairValues } from './contract-board.js';
import { CoverCatalog, type CoverChanges } from './cover-catalog.js';
import { CoverIndex } from './cover-index.js';
import { CoverJudge } from './cover-judge.js';
import { EventShard } from './event-shard.js';
import { type BoardChange, FamilyBoard } from './family-board.js';
import type { Running } from './in-play.js';
import { MarketState } from './market-state.js';
import type { NearMissRecord } from './near-miss-ring.js';
import { isMaterialChange, opportunityFrom } from './opportunity-from.js';
import {
  type CoverDistance,
  type GoneOpportunity,
  NOTHING,
  type Scan,
  type ScanDraft,
  type ScannerCounts,
} from './scan.js';
import { ownMiss, type ScanMiss } from './scan-miss.js';
import { hurdlePpmOf, type ScannerConfig } from './scanner-config.js';
import { TrackedCover } from './tracked-cover.js';
import { WantedBooks } from './wanted-books.js';

/**
 * Events in, opportunities out. Its answers are a function of the events and the times given with them, and of the ids
 * it draws; it reads no clock. A price re-evaluates only the covers that hold its market, and nearly all of those end
 * at one comparison of integers. One of several scanners is given the part of the events that it answers for: it knows all
 * markets and matches, and watches the covers that are its own.
 */
export class Scanner {
  readonly #config: ScannerConfig;
  readonly #ids: Ids;
  readonly #shard: EventShard;
  readonly #catalog = new CoverCatalog();
  readonly #state = new MarketState(this.#catalog);
  readonly #index = new CoverIndex<TrackedCover>();
  readonly #judge: CoverJudge;
  readonly #families: FamilyBoard;
  readonly #contracts: ContractBoard;
  readonly #wanted: WantedBooks;
  readonly #running = new Map<MarketId, Running>();
  readonly #open = new Set<TrackedCover>();
  #draft: ScanDraft | null = null;
  #prices = 0;
  #considered = 0;
  #refused = 0;
  #found = 0;

  constructor(config: ScannerConfig, ids: Ids, shard = new EventShard()) {
    this.#config = config;
    this.#ids = ids;
    this.#shard = shard;
    this.#judge = new CoverJudge(this.#state, config);
    this.#families = new FamilyBoard({
      marketOf: (id) => this.#catalog.marketOf(id) as Market,
      hurdlePpm: hurdlePpmOf(config),
      books: this.#state.books,
      isOpen: (id) => (this.#index.get(id)?.open ?? null) !== null,
    });
    this.#contracts = new ContractBoard({
      config,
      ids,
      marketOf: (id) => (this.#owns(id) ? this.#catalog.marketOf(id) : undefined),
      bookOf: (id) => this.#state.books.get(id),
      isFresh: (id, now) => this.#state.isFresh(id, now, config.staleMs),
    });
    this.#wanted = new WantedBooks(
      (id) => this.#owns(id) || this.#index.touching(id).length > 0 || this.#families.watches(id),
      (id) => this.#state.forget(id),
    );
  }

  /** What a model says of a market now; null: nothing any more. `tickAt`: when the oracle said it, Unix ms. */
  fairValues(market: MarketId, values: FairValues | null, now: number, tickAt: number): Scan {
    this.#announce(this.#contracts.value(market, values, now, tickAt));
    return this.#take();
  }

  /** The mean that the price of a market should come back to; null: it is where it belongs. */
  mean(market: MarketId, values: FairValues | null, now: number, tickAt: number): Scan {
    this.#announce(this.#contracts.mean(market, values, now, tickAt));
    return this.#take();
  }

  /** Whether the game or window of a market runs now; null: it does not. What is found from now on says so. */
  running(market: MarketId, state: Running | null): void {
    if (state === null) this.#running.delete(market);
    else this.#running.set(market, state);
  }

  /** Whether a price of this market can matter here; of one that is not known yet it can. */
  wants(id: MarketId): boolean {
    return this.#shard.isWhole || this.#wanted.has(id) || this.#catalog.marketOf(id) === undefined;
  }

  /** The markets that have come to matter since it was asked last, whose books are to be given to `price`. */
  takeUnread(): ReadonlySet<MarketId> {
    return this.#wanted.takeUnread();
  }

  /** A market as it is now: listed, changed, closed, resolved. */
  market(market: Market, now: number): Scan {
    this.#apply(this.#catalog.market(market), now);
    for (const { entry } of this.#index.touching(market.id)) {
      if (this.#ownsCover(entry.cover)) this.#consider(entry, now, null);
      else this.#drop(entry.cover.id, now);
    }
    if (!this.#shard.isWhole) this.#wanted.look([market.id]);
    this.#announce(this.#contracts.changed(market.id, now, now));
    return this.#take();
  }

  /** A match as it was judged last; anything but `active` takes its covers away. */
  match(match: Match, now: number): Scan {
    this.#apply(this.#catalog.match(match), now);
    return this.#take();
  }

  /** Markets of one variable, as they stand. */
  ladder(ladder: Ladder, now: number): Scan {
    this.#apply(this.#catalog.ladder(ladder), now);
    return this.#take();
  }

  /** The top of a book. One that is older than the book already held is ignored, as is one that is not wanted. */
  price(update: PriceUpdate, now: number): Scan {
    if (!this.wants(update.market)) return NOTHING;
    this.#prices++;
    const before = this.#state.books.get(update.market);
    if (!this.#state.take(update)) return NOTHING;
    this.#watch(this.#families.price(update, now), now);
    this.#announce(this.#contracts.changed(update.market, now, update.receivedAt));
    const touches = this.#index.touching(update.market);
    if (touches.length === 0) return this.#take();
    const yesAsk = bestAsk(update, 'yes');
    const noAsk = bestAsk(update, 'no');
    const breaks = update.status === 'broken' && before?.status !== 'broken';
    for (let index = 0; index < touches.length; index++) {
      const { entry, yes, no } = touches[index] as (typeof touches)[number];
      if (yes >= 0) entry.setAsk(yes, yesAsk);
      if (no >= 0) entry.setAsk(no, noAsk);
      if (breaks) this.#miss(entry, ownMiss('broken-book', yes >= 0 ? yes : no), now);
      this.#consider(entry, now, update.receivedAt);
    }
    return this.#take();
  }

  /** The feed of a venue was heard of: its books are as good as new though they did not change. */
  feedAlive(platform: Platform, at: number): void {
    this.#state.feedAlive(platform, at);
  }

  /** Looks again at what was reported and has expired or gone stale since, and at families that moved. To be called every second or so. */
  sweep(now: number): Scan {
    for (const tracked of this.#open) {
      const expired = tracked.open !== null && tracked.open.expiresAt <= now;
      const stale = this.#state.staleLeg(tracked.cover, now, this.#config.staleMs) >= 0;
      if (expired || stale) this.#consider(tracked, now, null);
    }
    this.#watch(this.#families.sweep(), now);
    this.#announce(this.#contracts.sweep(now));
    return this.#take();
  }

  /** Opportunities reported and neither gone nor expired. */
  opportunities(now: number): readonly Opportunity[] {
    return [...this.#open].flatMap(({ open }) => (open !== null && open.expiresAt > now ? [open] : []));
  }

  /** The near misses remembered, of one cover or of all, latest first. */
  nearMisses(limit: number, coverId?: string): readonly NearMissRecord[] {
    const covers = coverId === undefined ? [...this.#index.values()] : [this.#index.get(coverId)];
    return covers
      .flatMap((tracked) => tracked?.misses.records ?? [])
      .toSorted((a, b) => b.lastAt - a.lastAt)
      .slice(0, limit);
  }

  /** The covers whose best asks come closest to the floor, or go furthest below it, best first. */
  closest(limit: number): readonly CoverDistance[] {
    return [...this.#index.values()]
      .map(({ cover, sum, floor }) => ({ coverId: cover.id, bestPrice: sum, floor }))
      .toSorted((a, b) => a.bestPrice / a.floor - b.bestPrice / b.floor)
      .slice(0, limit);
  }

  /** What there is to say of a cover right now and why, or undefined where there is no such cover. */
  explain(coverId: string, now: number): SizedCover | ScanMiss | undefined {
    const tracked = this.#index.get(coverId);
    if (tracked === undefined) return undefined;
    const unheard = tracked.cover.legs.findIndex(({ market }) => !this.#state.books.has(market));
    if (unheard >= 0) return ownMiss('no-book', unheard);
    return tracked.sum >= tracked.floor ? this.#judge.walk(tracked, now) : this.#judge.judge(tracked, now);
  }

  get coverCount(): number {
    return this.#index.size;
  }

  /** How many groups of markets of one variable are searched. */
  get familyCount(): number {
    return this.#families.size;
  }

  get counts(): ScannerCounts {
    return {
      prices: this.#prices,
      considered: this.#considered,
      refused: this.#refused,
      walked: this.#judge.walked,
      found: this.#found,
    };
  }

  #apply(changes: CoverChanges, now: number): void {
    const before = this.#marketsOf(changes);
    for (const id of changes.removed) this.#drop(id, now);
    for (const cover of changes.kept) this.#track(cover, now);
    for (const [source, families] of changes.families) {
      const own = families.filter(({ members }) => members.some(({ market }) => this.#owns(market)));
      this.#watch(this.#families.replace(source, own, now), now);
    }
    this.#wanted.look([...before, ...this.#marketsOf(changes)]);
  }

  /** The markets whose prices may matter more or less by such changes; none where all prices matter. */
  #marketsOf({ kept, removed, families }: CoverChanges): readonly MarketId[] {
    if (this.#shard.isWhole) return [];
    const gone = removed.flatMap((id) => this.#index.get(id)?.cover ?? []);
    const legs = [...gone, ...kept].flatMap((cover) => cover.legs.map(({ market }) => market));
    return [...legs, ...[...families.keys()].flatMap((source) => this.#families.marketsOf(source))];
  }

  #owns(id: MarketId): boolean {
    const market = this.#catalog.marketOf(id);
    return market !== undefined && this.#shard.owns(market);
  }

  #ownsCover({ legs }: Cover): boolean {
    return this.#shard.isWhole || this.#shard.ownsCover(legs.map((leg) => this.#state.market(leg)));
  }

  #announce(found: readonly Opportunity[]): void {
    if (found.length === 0) return;
    this.#found += found.length;
    this.#write().found.push(...found);
  }

  #watch({ found, lost }: BoardChange, now: number): void {
    for (const id of lost) this.#drop(id, now);
    for (const cover of found) if (!this.#isKnown(cover)) this.#track(cover, now);
  }

  /** The same contracts may already be watched as a cover of another kind. */
  #isKnown({ legs }: Cover): boolean {
    return (['cross-venue', 'exclusive-yes', 'exclusive-no'] as const).some(
      (kind) => this.#index.get(coverId(kind, legs)) !== undefined,
    );
  }

  #track(cover: Cover, now: number): void {
    if (!this.#ownsCover(cover)) {
      this.#drop(cover.id, now);
      return;
    }
    const known = this.#index.get(cover.id)?.cover;
    if (known?.resolutionTime === cover.resolutionTime && known.floor === cover.floor) return;
    this.#drop(cover.id, now);
    const tracked = new TrackedCover(cover, this.#config);
    tracked.readBooks(this.#state.books);
    this.#index.add(tracked);
    this.#consider(tracked, now, null);
  }

  #drop(coverId: string, now: number): void {
    const tracked = this.#index.remove(coverId);
    if (tracked !== undefined) this.#close(tracked, 'removed', now);
  }

  #consider(tracked: TrackedCover, now: number, tickAt: number | null): void {
    this.#considered++;
    if (tracked.sum >= tracked.floor) {
      this.#refused++;
      if (tracked.open !== null) this.#miss(tracked, this.#judge.walk(tracked, now) as ScanMiss, now);
      return;
    }
    const verdict = this.#judge.judge(tracked, now);
    if (verdict.outcome === 'near-miss') this.#miss(tracked, verdict, now);
    else this.#report(tracked, verdict, now, tickAt);
  }

  #report(tracked: TrackedCover, sized: SizedCover, now: number, tickAt: number | null): void {
    const { cover, open } = tracked;
    const books = cover.legs.map((leg) => this.#state.book(leg));
    if (open !== null && open.expiresAt > now && !isMaterialChange(open, sized, books)) return;
    const markets = cover.legs.map((leg) => this.#state.market(leg));
    const set = tickAt ?? Math.max(...books.map((book) => book.receivedAt));
    const running = cover.legs.map(({ market }) => this.#running.get(market) ?? null);
    const facts = { id: this.#ids.next(), cover, sized, markets, books, running, now, tickAt: set };
    tracked.open = opportunityFrom(facts, this.#config);
    this.#open.add(tracked);
    this.#found++;
    this.#write().found.push(tracked.open);
  }

  #miss(tracked: TrackedCover, miss: ScanMiss, now: number): void {
    this.#close(tracked, miss.reason, now);
    const record = tracked.misses.note(tracked.cover, miss, now);
    if (record !== null) this.#write().missed.push(record);
  }

  #close(tracked: TrackedCover, reason: GoneOpportunity['reason'], at: number): void {
    if (tracked.open === null) return;
    this.#write().gone.push({ opportunityId: tracked.open.id, coverId: tracked.cover.id, reason, at });
    tracked.open = null;
    this.#open.delete(tracked);
  }

  #write(): ScanDraft {
    this.#draft ??= { found: [], gone: [], missed: [] };
    return this.#draft;
  }

  #take(): Scan {
    const scan = this.#draft ?? NOTHING;
    this.#draft = null;
    return scan;
  }
}
