import { decodeRestBook } from '@pm-arbitrage/adapters/venues/kalshi/rest-books.js';
import { KalshiBooks } from '@pm-arbitrage/adapters/venues/kalshi/kalshi-books.js';
import { PolymarketBooks } from '@pm-arbitrage/adapters/venues/polymarket/polymarket-books.js';
import { decodeRestBooks } from '@pm-arbitrage/adapters/venues/polymarket/polymarket-rest.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { type MarketId, nativeIdOf, type Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { FeedHealth, MarketDataFeed, MarketDataSink } from '@pm-arbitrage/core/ports/market-data.js';
import { z } from 'zod';
import type { MarketMoment } from './recorded-market.js';

/**
 * A recording behind the port of the live feeds: the same decoder and the same books, fed from a file instead of a
 * socket. Sequence jumps are reported, not acted on: recordings of one market are cut out of wider subscriptions.
 */
export class RecordedFeed implements MarketDataFeed {
  readonly platform: Platform;
  readonly #clock: Clock;
  readonly #whole: boolean;
  readonly #moments: readonly MarketMoment[];
  #sink: MarketDataSink | null = null;
  #books: KalshiBooks | PolymarketBooks | null;
  /** The last that was told of each market before anybody listened: it is told to who starts to. */
  readonly #before = { markets: new Map<MarketId, Market>(), prices: new Map<MarketId, PriceUpdate>() };
  #nextMoment = 0;
  readonly #followed = new Set<string>();

  /** @param whole the recording holds everything that came: a jump of a sequence is a loss, as it was live */
  constructor(platform: Platform, clock: Clock, moments: readonly MarketMoment[], whole = false) {
    this.platform = platform;
    this.#clock = clock;
    this.#whole = whole;
    this.#moments = [...moments].sort((a, b) => a.at - b.at);
    const told: MarketDataSink = {
      price: (update) => this.price(update),
      print: (print) => this.#sink?.print(print),
      market: (market) => this.#sink?.market(market),
      refused: (refusal) => this.#sink?.refused(refusal),
    };
    this.#books =
      this.platform === 'kalshi'
        ? new KalshiBooks(told, this.#clock, { gaps: this.#whole ? 'break' : 'report' })
        : new PolymarketBooks(told, this.#clock, { untracked: 'by-token' });
  }

  async start(sink: MarketDataSink): Promise<void> {
    this.#sink = sink;
    for (const market of this.#before.markets.values()) sink.market(market);
    for (const update of this.#before.prices.values()) sink.price(update);
  }

  /** A price that no frame told: of a series. */
  price(update: PriceUpdate): void {
    this.#followed.add(update.market);
    if (this.#sink === null) this.#before.prices.set(update.market, update);
    else this.#sink.price(update);
  }

  /** Unix ms of the next market state, null when all have been told. */
  nextMoment(): number | null {
    return this.#moments[this.#nextMoment]?.at ?? null;
  }

  /** Tells the market states whose time has come. */
  tellMarkets(now: number): void {
    for (
      let moment = this.#moments[this.#nextMoment];
      moment && moment.at <= now;
      moment = this.#moments[this.#nextMoment]
    ) {
      this.#nextMoment++;
      this.market(moment.market);
    }
  }

  /** A market was listed, changed or resolved. */
  market(market: Market): void {
    const { routing, id } = market;
    if (routing.platform === 'polymarket' && this.#books instanceof PolymarketBooks) {
      this.#books.track({ conditionId: nativeIdOf(id), yesToken: routing.yesToken, noToken: routing.noToken });
    }
    if (this.#sink === null) this.#before.markets.set(market.id, market);
    else this.#sink.market(market);
  }

  /**
   * The answer to a question for books. It counts where the feed would have used it: where there is no socket (Kalshi),
   * where the socket's book was lost (Polymarket).
   */
  answer(text: string, receivedAt: number): void {
    const body = parsed(text);
    if (this.#books instanceof PolymarketBooks) {
      for (const book of decodeRestBooks(body))
        if (!this.#books.isLive(book.market)) this.#books.decoded(book, receivedAt);
    } else if (this.#books instanceof KalshiBooks && this.#books.statistics.frames === 0) {
      for (const entry of listed(body)) {
        const book = decodeRestBook(entry.ticker, entry);
        if (typeof book !== 'string') this.#books.restSnapshot(book.ticker, book.yes, book.no, receivedAt);
      }
    }
  }

  /** The recording was interrupted here. */
  interrupted(): void {
    this.#books?.connectionLost();
  }

  frame(frame: unknown, receivedAt: number): void {
    this.#books?.frame(frame, receivedAt);
  }

  health(): FeedHealth {
    const statistics = this.#books?.statistics;
    return {
      connected: this.#sink !== null,
      epoch: 1,
      books: this.#followed.size,
      brokenBooks: 0,
      frames: statistics?.frames ?? 0,
      refused: statistics?.refused ?? 0,
      reconnects: 0,
      resyncs: 0,
      lastDataAt: statistics?.lastDataAt ?? null,
      latencyMs: null,
    };
  }

  async stop(): Promise<void> {
    this.#books = null;
    this.#sink = null;
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const booksAnswer = z.object({ orderbooks: z.array(z.looseObject({ ticker: z.string() })) });
const listed = (body: unknown) => booksAnswer.safeParse(body).data?.orderbooks ?? [];
