import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { counterOf, gaugeOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import { RunningCount } from '@pm-arbitrage/core/metrics/running-count.js';
import type { FeedHealth } from '@pm-arbitrage/core/ports/market-data.js';
import type { Registry } from 'prom-client';

/** The health of a venue's feed, as metrics. */
export class FeedGauges {
  readonly #labels;
  readonly #counts;
  readonly #gauges;

  constructor(registry: Registry, platform: Platform) {
    this.#labels = { platform };
    const count = (definition: typeof told.feedFrames) => new RunningCount(counterOf(registry, definition));
    this.#counts = {
      frames: count(told.feedFrames),
      resyncs: count(told.feedResyncs),
      reconnects: count(told.feedReconnects),
    };
    this.#gauges = {
      books: gaugeOf(registry, told.feedBooks),
      broken: gaugeOf(registry, told.feedBrokenBooks),
      dataAt: gaugeOf(registry, told.feedDataAt),
      roundTrip: gaugeOf(registry, told.venueRoundTrip),
    };
  }

  show({ frames, resyncs, reconnects, books, brokenBooks, lastDataAt, latencyMs }: FeedHealth): void {
    this.#counts.frames.reach(this.#labels, frames);
    this.#counts.resyncs.reach(this.#labels, resyncs);
    this.#counts.reconnects.reach(this.#labels, reconnects);
    this.#gauges.books.set(this.#labels, books);
    this.#gauges.broken.set(this.#labels, brokenBooks);
    if (lastDataAt !== null) this.#gauges.dataAt.set(this.#labels, lastDataAt / 1_000);
    if (latencyMs !== null) this.#gauges.roundTrip.set(this.#labels, latencyMs / 1_000);
  }
}
