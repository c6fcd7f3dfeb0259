import { bestAsk } from '@pm-arbitrage/core/covers/best-ask.js';
import type { SizedCover } from '@pm-arbitrage/core/covers/evaluation.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { Ids } from '@pm-arbitrage/core/random/ids.js';
import { CoverCatalog, type CoverChanges } from './cover-catalog.js';
import { CoverIndex } from './cover-index.js';
import { CoverJudge } from './cover-judge.js';
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
import type { ScannerConfig } from './scanner-config.js';
import { TrackedCover } from './tracked-cover.js';

/**
 * Events in, opportunities out. Its answers are a function of the events and the times given with them, and of the ids
 * it draws; it reads no clock. A price re-evaluates only the covers that hold its market, and nearly all of those end
 * at one comparison of integers.
 */
export class Scanner {
  readonly #config: ScannerConfig;
  readonly #ids: Ids;
  readonly #catalog = new CoverCatalog();
  readonly #state = new MarketState(this.#catalog);
  readonly #index = new CoverIndex<TrackedCover>();
  readonly #judge: CoverJudge;
  readonly #open = new Set<TrackedCover>();
  #draft: ScanDraft | null = null;
  #prices = 0;
  #considered = 0;
  #refused = 0;
  #found = 0;

  constructor(config: ScannerConfig, ids: Ids) {
    this.#config = config;
    this.#ids = ids;
    this.#judge = new CoverJudge(this.#state, config);
  }

  /** A market as it is now: listed, changed, closed, resolved. */
  market(market: Market, now: number): Scan {
    this.#apply(this.#catalog.market(market), now);
    for (const { entry } of this.#index.touching(market.id)) this.#consider(entry, now, null);
    return this.#take();
  }

  /** A match as it was judged last; anything but `active` takes its covers away. */
  match(match: Match, now: number): Scan {
    this.#apply(this.#catalog.match(match), now);
    return this.#take();
  }

  /** The top of a book. One that is older than the book already held is ignored. */
  price(update: PriceUpdate, now: number): Scan {
    this.#prices++;
    const before = this.#state.books.get(update.market);
    if (!this.#state.take(update)) return NOTHING;
    const touches = this.#index.touching(update.market);
    if (touches.length === 0) return NOTHING;
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

  /** Looks again at what was reported and has expired or gone stale since. To be called every second or so. */
  sweep(now: number): Scan {
    for (const tracked of this.#open) {
      const expired = tracked.open !== null && tracked.open.expiresAt <= now;
      const stale = this.#state.staleLeg(tracked.cover, now, this.#config.staleMs) >= 0;
      if (expired || stale) this.#consider(tracked, now, null);
    }
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

  get counts(): ScannerCounts {
    return {
      prices: this.#prices,
      considered: this.#considered,
      refused: this.#refused,
      walked: this.#judge.walked,
      found: this.#found,
    };
  }

  #apply({ kept, removed }: CoverChanges, now: number): void {
    for (const id of removed) this.#drop(id, now);
    for (const cover of kept) {
      if (this.#index.get(cover.id)?.cover.resolutionTime === cover.resolutionTime) continue;
      this.#drop(cover.id, now);
      const tracked = new TrackedCover(cover, this.#config);
      tracked.readBooks(this.#state.books);
      this.#index.add(tracked);
      this.#consider(tracked, now, null);
    }
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
    const facts = { id: this.#ids.next(), cover, sized, markets, books, now, tickAt: set };
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
