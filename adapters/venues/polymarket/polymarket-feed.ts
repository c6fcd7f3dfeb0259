import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { FeedHealth, MarketDataFeed, MarketDataSink } from '@pm-arbitrage/core/ports/market-data.js';
import type { RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { silentLog, type FeedLog } from '../../transport/feed-log.js';
import type { BackoffPolicy } from '../../transport/backoff.js';
import { Rounds } from '../../transport/rounds.js';
import { BookCheck } from './book-check.js';
import type { PolymarketEvent } from './frame.js';
import { PolymarketListing } from './listing.js';
import { PolymarketBooks, type TokenPair } from './polymarket-books.js';
import { PolymarketRest, type PolymarketEndpoints } from './polymarket-rest.js';
import { Shard } from './shard.js';

export interface PolymarketFeedOptions {
  readonly endpoints: PolymarketEndpoints;
  /** Public market data needs none; taken so that both feeds are made alike. */
  readonly credentials?: null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log?: FeedLog;
  /** More parameters for the listing, e.g. `{tag_slug: 'crypto'}`. */
  readonly filter?: Readonly<Record<string, string>>;
  /** Which listed markets get a book. Default: all that trade. */
  readonly wantsBook?: (market: Market) => boolean;
  /** Levels a side in a price update. Default 10. */
  readonly depth?: number;
  readonly crossedGraceMs?: number;
  readonly touchGraceMs?: number;
  readonly firstEpoch?: number;
  /** Pause between two listings. Default 15,000. */
  readonly listingRefreshMs?: number;
  /** Pause between two questions for payouts of closed markets. Default 30,000. */
  readonly resolutionPollMs?: number;
  /** Pause between two comparisons of all books with REST. Default 60,000. */
  readonly bookCheckMs?: number;
  /** Markets on one socket, two tokens each. Default 150. */
  readonly marketsPerSocket?: number;
  /** Patience for the snapshots after a subscription, ms. Default 5,000. */
  readonly resyncPatienceMs?: number;
  /** A socket without any frame, PONGs included, for this long is dead. Default 26,000. */
  readonly silenceMs?: number;
  /** A socket without data for this long is compared with REST. Default 30,000. */
  readonly dataSilenceMs?: number;
  readonly backoff?: BackoffPolicy;
  /** Hears raw frames and the answers of books that are asked for. */
  readonly raw?: RawTap;
}

/** Polymarket's public market data behind the port: listing from Gamma, books from the market channel, in shards. */
export class PolymarketFeed implements MarketDataFeed {
  readonly platform = 'polymarket';
  readonly #options: PolymarketFeedOptions;
  readonly #log: FeedLog;
  readonly #rest: PolymarketRest;
  readonly #abort = new AbortController();
  readonly #shards: Shard[] = [];
  readonly #rounds: Rounds[] = [];
  readonly #timers = new Set<Cancel>();
  #sink: MarketDataSink | null = null;
  #books: PolymarketBooks | null = null;
  #listing: PolymarketListing | null = null;
  #listingRounds: Rounds | null = null;
  #refused = 0;
  #resyncs = 0;
  /** Markets whose book has to be asked for. */
  readonly #due = new Set<string>();
  #dueRounds: Rounds | null = null;

  constructor(options: PolymarketFeedOptions) {
    this.#options = options;
    this.#log = options.log ?? silentLog;
    const { endpoints, clock, random, backoff, raw } = options;
    this.#rest = new PolymarketRest(endpoints, clock, random, backoff, raw);
  }

  /** @throws VenueRequestError when the first listing fails after all attempts. */
  async start(sink: MarketDataSink): Promise<void> {
    const {
      clock,
      depth = 10,
      crossedGraceMs = 2_000,
      touchGraceMs = 1_000,
      firstEpoch = 1,
      filter = {},
    } = this.#options;
    const counted: MarketDataSink = {
      price: (update) => sink.price(update),
      print: (print) => sink.print(print),
      market: (market) => sink.market(market),
      refused: (refusal) => {
        this.#refused++;
        sink.refused(refusal);
      },
    };
    this.#sink = counted;
    const listing = new PolymarketListing({
      rest: this.#rest,
      clock,
      filter,
      changed: (market) => counted.market(market),
      refused: ({ kind, reason }) => counted.refused({ kind, message: reason }),
    });
    this.#listing = listing;
    const books = new PolymarketBooks(counted, clock, {
      depth,
      crossedGraceMs,
      touchGraceMs,
      firstEpoch,
      needsSnapshot: (conditionId) => this.#askFor([conditionId]),
      other: (event) => this.#other(event),
    });
    this.#books = books;
    await listing.refresh(this.#abort.signal);
    this.#log('info', 'polymarket listed', {
      markets: listing.markets().length,
      leftOut: listing.leftOut,
    });
    this.#startRounds(listing, books, touchGraceMs);
    this.#follow();
  }

  health(): FeedHealth {
    const count = this.#books?.count() ?? { books: 0, broken: 0 };
    const statistics = this.#books?.statistics;
    return {
      connected: this.#shards.length > 0 && this.#shards.every(({ socket }) => socket.connected),
      epoch: (this.#options.firstEpoch ?? 1) + (statistics?.interruptions ?? 0),
      books: count.books,
      brokenBooks: count.broken,
      frames: statistics?.frames ?? 0,
      refused: this.#refused,
      reconnects: this.#shards.reduce((sum, { socket }) => sum + socket.reconnects, 0),
      resyncs: this.#resyncs,
      lastDataAt: statistics?.lastDataAt ?? null,
      latencyMs: this.#rest.clob.latencyMs,
    };
  }

  async stop(): Promise<void> {
    this.#abort.abort(new Error('the feed was stopped'));
    for (const cancel of this.#timers) cancel();
    for (const { socket } of this.#shards) socket.stop();
    await Promise.all(this.#rounds.map((rounds) => rounds.stop()));
  }

  #startRounds(listing: PolymarketListing, books: PolymarketBooks, touchGraceMs: number): void {
    const {
      clock,
      listingRefreshMs = 15_000,
      resolutionPollMs = 30_000,
      bookCheckMs = 60_000,
      dataSilenceMs = 30_000,
    } = this.#options;
    const { signal } = this.#abort;
    const check = new BookCheck({ rest: this.#rest, books, clock, graceMs: touchGraceMs });
    this.#listingRounds = this.#round(listingRefreshMs, 'listing', async () => {
      await listing.refresh(signal);
      this.#follow();
    });
    this.#round(resolutionPollMs, 'resolution poll', async () => {
      await listing.pollResolutions(signal);
      this.#follow();
    });
    this.#dueRounds = this.#round(1_000, 'book request', () => this.#fetchDue(books));
    this.#round(bookCheckMs, 'book check', async () => {
      const live = [...books.conditionIds()].filter((id) => books.isLive(id));
      const wrong = await check.differing(live, signal);
      if (wrong.length === 0) return;
      this.#sink?.refused({
        kind: 'touch',
        message: `${wrong.length} books differed from REST twice; they are asked for again`,
      });
      for (const id of wrong) books.breakBook(id);
      this.#askFor(wrong);
    });
    this.#round(dataSilenceMs, 'silence check', async () => {
      for (const shard of this.#shards) await this.#checkSilence(shard, check, dataSilenceMs);
    });
  }

  /** A socket can stay open, answer every PING, and say nothing more. When REST has moved on meanwhile, it is dead. */
  async #checkSilence(shard: Shard, check: BookCheck, dataSilenceMs: number): Promise<void> {
    const before = shard.lastDataAt;
    const silent = this.#options.clock.now() - (before ?? 0);
    if (!shard.socket.connected || silent < dataSilenceMs) return;
    const wrong = await check.differing([...shard.markets.keys()], this.#abort.signal);
    if (wrong.length === 0 || shard.lastDataAt !== before) return;
    this.#sink?.refused({
      kind: 'stale',
      message: `a socket said nothing for ${silent} ms while ${wrong.length} of its books changed`,
    });
    shard.socket.reconnect(`frozen: no data for ${silent} ms while REST moved on`);
  }

  #follow(): void {
    const { wantsBook = () => true, marketsPerSocket = 150 } = this.#options;
    const books = this.#books;
    if (!books || this.#abort.signal.aborted) return;
    const wanted = new Map<string, TokenPair>();
    for (const market of this.#listing?.markets() ?? []) {
      if (
        market.routing.platform !== 'polymarket' ||
        (market.status !== 'open' && market.status !== 'paused') ||
        !wantsBook(market)
      )
        continue;
      const { yesToken, noToken } = market.routing;
      const conditionId = nativeIdOf(market.id);
      wanted.set(conditionId, { conditionId, yesToken, noToken });
    }
    for (const shard of this.#shards) {
      const gone = [...shard.markets.values()].filter(({ conditionId }) => !wanted.has(conditionId));
      if (gone.length === 0) continue;
      shard.remove(gone);
      for (const { conditionId } of gone) books.drop(conditionId);
    }
    const followed = new Set(this.#shards.flatMap((shard) => [...shard.markets.keys()]));
    let rest = [...wanted.values()].filter(({ conditionId }) => !followed.has(conditionId));
    for (const pair of rest) books.track(pair);
    for (const shard of this.#shards) {
      const room = Math.max(0, marketsPerSocket - shard.markets.size);
      if (room === 0 || rest.length === 0) continue;
      shard.add(rest.slice(0, room));
      rest = rest.slice(room);
    }
    for (let at = 0; at < rest.length; at += marketsPerSocket) {
      const shard = this.#openShard(books);
      shard.add(rest.slice(at, at + marketsPerSocket));
      shard.socket.start();
    }
    // A socket without markets would be dropped and made again by turns.
    for (let at = this.#shards.length - 1; at >= 0; at--) {
      if ((this.#shards[at] as Shard).markets.size === 0) this.#shards.splice(at, 1)[0]?.socket.stop();
    }
  }

  #openShard(books: PolymarketBooks): Shard {
    const { endpoints, clock, random, silenceMs = 26_000, backoff, raw } = this.#options;
    const shard = new Shard({
      url: endpoints.socket,
      clock,
      random,
      log: this.#log,
      silenceMs,
      ...(backoff ? { backoff } : {}),
      ...(raw ? { raw } : {}),
      received: (text, receivedAt) => books.frame(text, receivedAt),
      subscribed: () => this.#expectSnapshots(shard, books),
      lost: (conditionIds) => books.connectionLost(conditionIds),
    });
    this.#shards.push(shard);
    return shard;
  }

  /** Snapshots that did not come with the subscription are asked for over REST. */
  #expectSnapshots(shard: Shard, books: PolymarketBooks): void {
    const cancel = this.#options.clock.after(this.#options.resyncPatienceMs ?? 5_000, () => {
      this.#timers.delete(cancel);
      if (!shard.socket.connected) return;
      this.#askFor([...shard.markets.keys()].filter((id) => !books.isLive(id)));
    });
    this.#timers.add(cancel);
  }

  #askFor(conditionIds: readonly string[]): void {
    if (conditionIds.length === 0) return;
    this.#resyncs++;
    for (const id of conditionIds) this.#due.add(id);
    this.#dueRounds?.soon();
  }

  async #fetchDue(books: PolymarketBooks): Promise<void> {
    // Only books whose socket is up: a snapshot without the changes after it would be stale at once.
    const carried = new Map(
      this.#shards.filter(({ socket }) => socket.connected).flatMap((shard) => [...shard.markets]),
    );
    const asked = [...this.#due].filter((id) => carried.has(id) && !books.isLive(id));
    this.#due.clear();
    if (asked.length === 0) return;
    try {
      const tokens = asked.map((id) => (carried.get(id) as TokenPair).yesToken);
      for (const book of await this.#rest.books(tokens, this.#abort.signal))
        books.decoded(book, this.#options.clock.now());
    } catch (error) {
      for (const id of asked) this.#due.add(id);
      throw error;
    }
  }

  #other(event: PolymarketEvent): void {
    switch (event.kind) {
      case 'market_resolved':
        // Without a winner it is a split or not told: the Data API knows.
        if (event.winningToken !== null) this.#listing?.won(event.market, event.winningToken);
        this.#follow();
        return;
      case 'tick_size_change':
        this.#listing?.tick(event.market, event.tick);
        return;
      case 'new_market':
        this.#listingRounds?.soon(2_000);
        return;
      default:
    }
  }

  #round(everyMs: number, name: string, work: () => Promise<void>): Rounds {
    const rounds = new Rounds(this.#options.clock, everyMs, work, (error) => {
      this.#log('warn', `polymarket ${name} failed`, { error: messageOf(error) });
      this.#sink?.refused({ kind: 'request', message: messageOf(error) });
    });
    this.#rounds.push(rounds);
    rounds.start();
    return rounds;
  }
}
