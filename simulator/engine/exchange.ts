import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import { listedOn, outcomesOn, type Question, type Venue } from '../world/question.js';
import type { World } from '../world/world.js';
import { Agenda } from './agenda.js';
import { LiveMarket } from './live-market.js';
import type { MarketEvent } from './market-event.js';
import { Participants } from './participants.js';

/** Real milliseconds between two looks at the agenda. */
const STEP_MS = 20;
/** Statistics of a settled market are kept for this long, in world milliseconds. */
const REMEMBERED_MS = 600_000;

const VENUES: readonly Venue[] = ['kalshi', 'polymarket'];

/**
 * Both venues' matching: lists, opens, closes and settles the world's markets when they are due and lets the
 * participants trade. Started in the middle of a market's life it replays that life first, so a restart shows the
 * same book as if there had been none.
 */
export class Exchange {
  readonly world: World;
  readonly #clock: Clock;
  readonly #agenda = new Agenda();
  readonly #markets: Readonly<Record<Venue, Map<number, LiveMarket>>> = { kalshi: new Map(), polymarket: new Map() };
  readonly #listeners = new Set<(event: MarketEvent) => void>();
  /** Unix milliseconds of the action that runs now, null between actions. */
  #acting: number | null = null;
  #stopTimer: Cancel | null = null;
  /** Changes of book levels so far, for the state endpoint and the statistics test. */
  levelChanges = 0;

  readonly #participants: boolean;
  readonly #halts = new Set<(market: LiveMarket) => boolean>();

  /** @param participants false leaves the books to whoever places orders: nobody quotes and nobody trades. */
  constructor(world: World, clock: Clock, participants = true) {
    this.world = world;
    this.#clock = clock;
    this.#participants = participants;
  }

  start(): void {
    const now = this.worldNow();
    for (const lane of this.world.lanes) {
      // The one before the newest may still be waiting for its settlement.
      const first = Math.max(0, this.world.newestIndex(lane, now) - 1);
      this.#planQuestion(lane.index, first);
    }
    this.#step();
    this.#stopTimer = this.#clock.every(STEP_MS, () => this.#step());
  }

  stop(): void {
    this.#stopTimer?.();
    this.#agenda.clear();
    this.#listeners.clear();
  }

  /** Calls back on everything that happens. @returns a function that stops it. */
  listen(listener: (event: MarketEvent) => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** World milliseconds now. */
  worldNow(): number {
    return this.world.worldTime(this.#clock.now());
  }

  /** Unix milliseconds now, of the running action when there is one. */
  now(): number {
    return this.#acting ?? this.#clock.now();
  }

  /** A market that this process has listed and still remembers. */
  market(venue: Venue, number: number): LiveMarket | undefined {
    return this.#markets[venue].get(number);
  }

  markets(venue: Venue): IterableIterator<LiveMarket> {
    return this.#markets[venue].values();
  }

  /** Takes a market out of trading; its orders stay. Does nothing to one that is not open. */
  pause(market: LiveMarket): void {
    if (!market.open || market.paused) return;
    market.paused = true;
    this.#emit({ type: 'paused', market, at: this.now() });
  }

  /** Lets a paused market trade again, with an empty book: reactivation cancels every order (Kalshi reference §6.1). */
  resume(market: LiveMarket): void {
    if (!market.open || !market.paused) return;
    market.book.clear();
    market.paused = false;
    this.#emit({ type: 'resumed', market, at: this.now() });
  }

  /** Nobody trades in markets for which `halted` says so. @returns a function that takes the rule back. */
  haltWhere(halted: (market: LiveMarket) => boolean): Cancel {
    this.#halts.add(halted);
    return () => this.#halts.delete(halted);
  }

  #step(): void {
    this.#agenda.runUntil(this.worldNow());
    this.#acting = null;
  }

  /** Every planned action sees its own time as now, however late the timer was. */
  #plan(at: number, run: (at: number) => void): void {
    this.#agenda.plan(at, (due) => {
      this.#acting = this.world.wallTime(due);
      run(due);
    });
  }

  #planQuestion(lane: number, index: number): void {
    const question = this.world.question(lane, index);
    if (!question) return;
    const { timeline } = question;
    this.#plan(timeline.listedAt, (at) => {
      this.#planQuestion(lane, index + 1);
      const markets = this.#list(question, at);
      this.#plan(timeline.openAt, (openAt) => this.#open(markets, openAt));
      this.#plan(timeline.closeAt, (closeAt) => this.#close(markets, closeAt));
      this.#plan(timeline.determinedAt, (then) => this.#announce('determined', markets, then));
      this.#plan(timeline.settledAt, (then) => this.#announce('settled', markets, then));
      this.#plan(timeline.settledAt + REMEMBERED_MS, () => this.#forget(markets));
    });
  }

  #list(question: Question, at: number): LiveMarket[] {
    const markets: LiveMarket[] = [];
    for (const venue of VENUES) {
      if (!listedOn(question.kind, venue)) continue;
      for (const outcome of outcomesOn(question, venue)) {
        const market = new LiveMarket(
          this.world,
          venue,
          question,
          outcome,
          () => this.now(),
          (event) => this.#emit(event),
          (candidate) => [...this.#halts].some((halted) => halted(candidate)),
        );
        this.#markets[venue].set(market.number, market);
        markets.push(market);
      }
    }
    this.#announce('listed', markets, at);
    return markets;
  }

  #open(markets: readonly LiveMarket[], at: number): void {
    for (const market of markets) market.open = true;
    this.#announce('opened', markets, at);
    if (!this.#participants) return;
    for (const market of markets) {
      const { listing } = market;
      if (listing.venue === 'polymarket' && listing.polymarket.isPlaceholder) continue;
      new Participants(this.world.seed, market, { plan: (due, run) => this.#plan(due, run) }).start(at);
    }
  }

  #close(markets: readonly LiveMarket[], at: number): void {
    for (const market of markets) {
      market.open = false;
      market.paused = false;
    }
    this.#announce('closed', markets, at);
    for (const market of markets) market.book.clear();
  }

  #announce(
    type: 'listed' | 'opened' | 'closed' | 'determined' | 'settled',
    markets: readonly LiveMarket[],
    at: number,
  ): void {
    for (const market of markets) this.#emit({ type, market, at: this.world.wallTime(at) });
  }

  #forget(markets: readonly LiveMarket[]): void {
    for (const market of markets) this.#markets[market.venue].delete(market.number);
  }

  #emit(event: MarketEvent): void {
    if (event.type === 'level') this.levelChanges++;
    for (const listener of this.#listeners) listener(event);
  }
}
