import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { FeedHealth, MarketDataFeed, MarketDataSink } from '@pm-arbitrage/core/ports/market-data.js';
import type { RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { silentLog, type FeedLog } from '../../transport/feed-log.js';
import type { BackoffPolicy } from '../../transport/backoff.js';
import { JsonClient } from '../../transport/json-client.js';
import { Rounds } from '../../transport/rounds.js';
import { TokenBucket } from '../../transport/token-bucket.js';
import { KalshiSigner, type KalshiCredentials } from './credentials.js';
import { kalshiErrorBody } from './error-body.js';
import type { KalshiFrame } from './frame.js';
import { KalshiBooks } from './kalshi-books.js';
import { KalshiListing } from './listing.js';
import { readRestBooks, type RestBook } from './rest-books.js';
import { KalshiStream } from './stream.js';

export interface KalshiEndpoints {
  /** `https://external-api.kalshi.com/trade-api/v2` */
  readonly rest: string;
  /** `wss://external-api-ws.kalshi.com/trade-api/ws/v2` */
  readonly socket: string;
}

export interface KalshiFeedOptions {
  readonly endpoints: KalshiEndpoints;
  /** Null: no key, so no socket; books are polled over REST and can be 15 s old (kalshi.md §2). */
  readonly credentials: KalshiCredentials | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log?: FeedLog;
  /** Which series to list. Default: everything that is open. */
  readonly series?: readonly string[];
  /** Which listed markets get a book. Default: all that trade. */
  readonly wantsBook?: (market: Market) => boolean;
  /** Levels a side in a price update. Default 10. */
  readonly depth?: number;
  readonly crossedGraceMs?: number;
  readonly firstEpoch?: number;
  /** Pause between two listings. Default 5,000. */
  readonly listingRefreshMs?: number;
  readonly seriesAgeMs?: number;
  readonly feeChangesAgeMs?: number;
  /** Pause between two polls of the books where there is no key. Default 2,000. */
  readonly bookPollMs?: number;
  /** Markets in one subscription. Default 300. */
  readonly marketsPerSubscription?: number;
  readonly resyncPatienceMs?: number;
  /** A socket without frame or ping for this long is dead. Default 26,000: the venue pings every 10 s. */
  readonly silenceMs?: number;
  /** A socket without data for this long is compared with REST. Default 30,000. */
  readonly dataSilenceMs?: number;
  /** Read budget. Default: the Basic tier, 200 tokens a second, two seconds saved up; most requests cost 10. */
  readonly readBudget?: { readonly perSecond: number; readonly capacity: number };
  readonly backoff?: BackoffPolicy;
  /** Hears raw frames and the answers of polled books. */
  readonly raw?: RawTap;
}

const SWEEP_MS = 1_000;
/** Books compared with REST when a socket has been quiet: one request. */
const COMPARED_BOOKS = 100;

/** Kalshi's public market data behind the port: listing over REST, books over the socket, or polled without a key. */
export class KalshiFeed implements MarketDataFeed {
  readonly platform = 'kalshi';
  readonly #options: KalshiFeedOptions;
  readonly #log: FeedLog;
  readonly #rest: JsonClient;
  readonly #signer: KalshiSigner | null;
  readonly #abort = new AbortController();
  #sink: MarketDataSink | null = null;
  #books: KalshiBooks | null = null;
  #listing: KalshiListing | null = null;
  #stream: KalshiStream | null = null;
  #rounds: Rounds[] = [];
  #timers: Cancel[] = [];
  #refused = 0;
  readonly #refetch = new Set<string>();
  readonly #refetchEvents = new Set<string>();

  constructor(options: KalshiFeedOptions) {
    this.#options = options;
    this.#log = options.log ?? silentLog;
    const { clock, random, endpoints } = options;
    const budget = options.readBudget ?? { perSecond: 200, capacity: 400 };
    const signer = options.credentials ? new KalshiSigner(options.credentials) : null;
    this.#rest = new JsonClient({
      venue: 'kalshi',
      baseUrl: endpoints.rest,
      clock,
      random,
      bucket: new TokenBucket(clock, budget.perSecond, budget.capacity),
      errorBody: kalshiErrorBody,
      ...(signer ? { headers: (method, path) => signer.headers(method, path, clock.now()) } : {}),
      ...(options.backoff ? { backoff: options.backoff } : {}),
      ...(options.raw ? { raw: options.raw } : {}),
    });
    this.#signer = signer;
  }

  /** @throws VenueRequestError when the first listing fails after all attempts. */
  async start(sink: MarketDataSink): Promise<void> {
    const {
      clock,
      series = null,
      seriesAgeMs = 3_600_000,
      feeChangesAgeMs = 60_000,
      listingRefreshMs = 5_000,
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
    const listing = new KalshiListing({
      rest: this.#rest,
      clock,
      series,
      seriesAgeMs,
      feeChangesAgeMs,
      changed: (market) => counted.market(market),
      refused: ({ kind, reason }) => counted.refused({ kind, message: reason }),
    });
    this.#listing = listing;
    const { depth = 10, crossedGraceMs = 2_000, firstEpoch = 1 } = this.#options;
    const books = new KalshiBooks(counted, clock, {
      depth,
      crossedGraceMs,
      firstEpoch,
      follows: (ticker) => this.#stream?.follows(ticker) ?? true,
      needsSnapshots: (sid, tickers, reason) => {
        this.#log('warn', 'kalshi books lost', { sid, markets: tickers.length, reason });
        this.#stream?.recover(sid, tickers, reason === 'gap');
      },
      other: (frame) => this.#other(frame),
    });
    this.#books = books;
    await listing.refresh(this.#abort.signal);
    this.#log('info', 'kalshi listed', {
      markets: listing.markets().length,
      leftOut: listing.leftOut,
    });
    this.#startBooks(books);
    this.#round(listingRefreshMs, 'listing', async () => {
      await listing.refresh(this.#abort.signal);
      this.#follow();
    });
    this.#timers.push(
      clock.every(SWEEP_MS, () => {
        listing.sweep();
        this.#follow();
      }),
    );
  }

  health(): FeedHealth {
    const count = this.#books?.count() ?? { books: 0, broken: 0 };
    const statistics = this.#books?.statistics;
    const polled = this.#signer === null;
    return {
      connected: this.#stream ? this.#stream.socket.connected : polled && count.books > 0,
      epoch: (this.#options.firstEpoch ?? 1) + (statistics?.interruptions ?? 0),
      books: count.books,
      brokenBooks: count.broken,
      frames: statistics?.frames ?? 0,
      refused: this.#refused,
      reconnects: this.#stream?.socket.reconnects ?? 0,
      resyncs: this.#stream?.resyncs ?? 0,
      lastDataAt: statistics?.lastDataAt ?? null,
      latencyMs: this.#rest.latencyMs,
    };
  }

  async stop(): Promise<void> {
    this.#abort.abort(new Error('the feed was stopped'));
    for (const cancel of this.#timers) cancel();
    this.#timers = [];
    this.#stream?.stop();
    await Promise.all(this.#rounds.map((rounds) => rounds.stop()));
  }

  #startBooks(books: KalshiBooks): void {
    const { endpoints, clock, random, backoff, raw, bookPollMs = 2_000, dataSilenceMs = 30_000 } = this.#options;
    if (this.#signer === null) {
      this.#round(bookPollMs, 'book poll', () => this.#poll(books)).soon();
      return;
    }
    this.#stream = new KalshiStream({
      url: endpoints.socket,
      signer: this.#signer,
      clock,
      random,
      log: this.#log,
      books,
      marketsPerSubscription: this.#options.marketsPerSubscription ?? 300,
      resyncPatienceMs: this.#options.resyncPatienceMs ?? 5_000,
      silenceMs: this.#options.silenceMs ?? 26_000,
      ...(backoff ? { backoff } : {}),
      ...(raw ? { raw } : {}),
    });
    this.#follow();
    this.#stream.start();
    this.#round(dataSilenceMs, 'silence check', () => this.#checkSilence(books, dataSilenceMs));
    this.#round(1_000, 'refetch', () => this.#refetchMentioned());
  }

  #round(everyMs: number, name: string, work: () => Promise<void>): Rounds {
    const rounds = new Rounds(this.#options.clock, everyMs, work, (error) => {
      this.#log('warn', `kalshi ${name} failed`, { error: messageOf(error) });
      this.#sink?.refused({ kind: 'request', message: messageOf(error) });
    });
    this.#rounds.push(rounds);
    rounds.start();
    return rounds;
  }

  #wanted(): Set<string> {
    const { wantsBook = () => true } = this.#options;
    const wanted = new Set<string>();
    for (const market of this.#listing?.markets() ?? []) {
      if ((market.status === 'open' || market.status === 'paused') && wantsBook(market))
        wanted.add(nativeIdOf(market.id));
    }
    return wanted;
  }

  #follow(): void {
    this.#stream?.follow(this.#wanted());
  }

  #other(frame: KalshiFrame): void {
    if (frame.kind === 'lifecycle') {
      for (const ticker of this.#listing?.lifecycle(frame) ?? []) this.#refetch.add(ticker);
      this.#follow();
    } else if (frame.kind === 'event') this.#refetchEvents.add(frame.eventTicker);
    else this.#stream?.control(frame);
  }

  async #refetchMentioned(): Promise<void> {
    const tickers = [...this.#refetch];
    const events = [...this.#refetchEvents];
    this.#refetch.clear();
    this.#refetchEvents.clear();
    if (tickers.length > 0) await this.#listing?.refetch(tickers, this.#abort.signal);
    for (const event of events) await this.#listing?.refetchEvent(event, this.#abort.signal);
    if (tickers.length + events.length > 0) this.#follow();
  }

  async #poll(books: KalshiBooks): Promise<void> {
    const wanted = this.#wanted();
    for (const ticker of books.tickers()) if (!wanted.has(ticker)) books.drop(ticker);
    const missing = new Set(wanted);
    try {
      await readRestBooks(
        this.#rest,
        [...wanted],
        (book) => {
          if (typeof book === 'string') {
            this.#sink?.refused({ kind: 'malformed', message: book });
            return;
          }
          missing.delete(book.ticker);
          books.restSnapshot(book.ticker, book.yes, book.no, this.#options.clock.now());
        },
        this.#abort.signal,
      );
    } finally {
      // What could not be read this time is not known any more.
      books.breakAll(missing, this.#options.clock.now());
    }
  }

  /** A socket can stay open, be pinged, and say nothing more. When REST has moved on meanwhile, it is dead. */
  async #checkSilence(books: KalshiBooks, dataSilenceMs: number): Promise<void> {
    const { clock } = this.#options;
    const before = books.statistics.lastDataAt;
    const since = clock.now() - (before ?? 0);
    if (!this.#stream?.socket.connected || since < dataSilenceMs) return;
    const live = [...books.tickers()].filter((ticker) => books.isLive(ticker)).slice(0, COMPARED_BOOKS);
    let differing = 0;
    await readRestBooks(
      this.#rest,
      live,
      (book) => void (typeof book !== 'string' && differs(books, book) && differing++),
      this.#abort.signal,
    );
    if (differing === 0 || books.statistics.lastDataAt !== before) return;
    this.#sink?.refused({
      kind: 'stale',
      message: `the socket said nothing for ${since} ms while ${differing} books changed`,
    });
    this.#stream.socket.reconnect(`frozen: no data for ${since} ms while REST moved on`);
  }
}

/** Whether REST sees other best prices than the socket's book. */
function differs(books: KalshiBooks, book: RestBook): boolean {
  const ours = books.published(book.ticker)?.book;
  if (!ours) return false;
  const best = (levels: RestBook['yes']) => levels.reduce((top, [at]) => Math.max(top, at), 0);
  return (ours.bids.best ?? 0) !== best(book.yes) || 10_000 - (ours.asks.best ?? 10_000) !== best(book.no);
}
