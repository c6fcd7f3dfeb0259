import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { type Platform, platformOf } from '@pm-arbitrage/core/domain/platform.js';
import type { FeedHealth, MarketDataFeed, MarketDataSink } from '@pm-arbitrage/core/ports/market-data.js';
import type { WeekMoment } from '@pm-arbitrage/simulator/weeks/week-moment.js';

/** One venue of a simulated week behind the port of the live feeds. */
export class WeekFeed implements MarketDataFeed {
  readonly platform: Platform;
  readonly #clock: Clock;
  #sink: MarketDataSink | null = null;
  #frames = 0;
  #lastDataAt: number | null = null;

  constructor(platform: Platform, clock: Clock) {
    this.platform = platform;
    this.#clock = clock;
  }

  async start(sink: MarketDataSink): Promise<void> {
    this.#sink = sink;
  }

  /** Tells what of a moment happened at this venue. While a session is lived the connection is alive, quiet or not. */
  tell({ markets, prints, updates }: WeekMoment): void {
    this.#lastDataAt = this.#clock.now();
    const sink = this.#sink;
    if (sink === null) return;
    for (const market of markets) if (market.platform === this.platform) sink.market(market);
    for (const update of updates) if (platformOf(update.market) === this.platform) sink.price(update);
    for (const print of prints) if (platformOf(print.market) === this.platform) sink.print(print);
    this.#frames += updates.length + prints.length;
  }

  health(): FeedHealth {
    return {
      connected: this.#sink !== null,
      epoch: 1,
      books: 0,
      brokenBooks: 0,
      frames: this.#frames,
      refused: 0,
      reconnects: 0,
      resyncs: 0,
      lastDataAt: this.#lastDataAt,
      latencyMs: null,
    };
  }

  async stop(): Promise<void> {
    this.#sink = null;
  }
}
