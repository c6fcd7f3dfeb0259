import { KalshiBooks } from '@pm-arbitrage/adapters/venues/kalshi/kalshi-books.js';
import { PolymarketBooks } from '@pm-arbitrage/adapters/venues/polymarket/polymarket-books.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { nativeIdOf, type Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { FeedHealth, MarketDataFeed, MarketDataSink } from '@pm-arbitrage/core/ports/market-data.js';
import type { MarketMoment } from './recorded-market.js';

/**
 * A recording behind the port of the live feeds: the same decoder and the same books, fed from a file instead of a
 * socket. Sequence jumps are reported, not acted on: recordings of one market are cut out of wider subscriptions.
 */
export class RecordedFeed implements MarketDataFeed {
  readonly platform: Platform;
  readonly #clock: Clock;
  readonly #moments: readonly MarketMoment[];
  #sink: MarketDataSink | null = null;
  #books: KalshiBooks | PolymarketBooks | null = null;
  #nextMoment = 0;
  readonly #followed = new Set<string>();

  constructor(platform: Platform, clock: Clock, moments: readonly MarketMoment[]) {
    this.platform = platform;
    this.#clock = clock;
    this.#moments = [...moments].sort((a, b) => a.at - b.at);
  }

  async start(sink: MarketDataSink): Promise<void> {
    const counted: MarketDataSink = {
      ...sink,
      price: (update) => {
        this.#followed.add(update.market);
        sink.price(update);
      },
    };
    this.#sink = counted;
    this.#books =
      this.platform === 'kalshi'
        ? new KalshiBooks(counted, this.#clock, { gaps: 'report' })
        : new PolymarketBooks(counted, this.#clock, { untracked: 'by-token' });
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
      const { routing, id } = moment.market;
      if (routing.platform === 'polymarket' && this.#books instanceof PolymarketBooks) {
        this.#books.track({ conditionId: nativeIdOf(id), yesToken: routing.yesToken, noToken: routing.noToken });
      }
      this.#sink?.market(moment.market);
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
      connected: this.#books !== null,
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
  }
}
