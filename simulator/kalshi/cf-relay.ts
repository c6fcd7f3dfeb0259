import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { FeedFaults } from '../oracles/feed-faults.js';
import type { PriceOf } from '../oracles/price-of.js';
import { CF_INDICES, cfPrint } from './cf-prints.js';
import type { CfChannel, CfSubscriptions } from './cf-subscriptions.js';

export interface CfRelayOptions {
  readonly clock: Clock;
  /** What the index is at a time; asked for `btc-usd`. */
  readonly priceOf: PriceOf;
  /** Skips, repeats, lies and the index's clock; what hits the whole socket is on the fault board. */
  readonly faults: FeedFaults;
}

const SECOND = 1_000;
const FAST_MS = 200;
/** The relay says a print this much after its time. */
const RELAY_MS = 120;

/** Publishes the indices of CF Benchmarks to whoever subscribed. */
export class CfRelay {
  readonly #options: CfRelayOptions;
  readonly #priceOf: PriceOf;
  readonly #clients: () => Iterable<CfSubscriptions>;
  #stops: (() => void)[] = [];
  #told: number;

  constructor(options: CfRelayOptions, clients: () => Iterable<CfSubscriptions>) {
    this.#options = options;
    this.#priceOf = options.faults.told(options.priceOf);
    this.#clients = clients;
    this.#told = this.#second();
  }

  start(): void {
    const { clock } = this.#options;
    this.#stops = [
      clock.every(FAST_MS, () => {
        const now = Math.floor(clock.now() / FAST_MS) * FAST_MS;
        this.#publish('cfbenchmarks_value_5hz', now);
        const second = this.#second();
        if (second <= this.#told) return;
        this.#told = second;
        this.#publish('cfbenchmarks_value', second);
      }),
    ];
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  #second(): number {
    return Math.floor((this.#options.clock.now() - RELAY_MS) / SECOND) * SECOND;
  }

  #publish(channel: CfChannel, time: number): void {
    const { clock, faults } = this.#options;
    if (faults.frozen) return;
    const clients = [...this.#clients()];
    for (const indexId of Object.keys(CF_INDICES)) {
      const listeners = clients.filter((client) => client.wants(channel, indexId));
      if (listeners.length === 0) continue;
      const lost = faults.takeLost();
      // A skewed clock stamps what is now with another time.
      const priceOf: PriceOf = (symbol, at) => this.#priceOf(symbol, at - faults.skewMs);
      const averages = channel === 'cfbenchmarks_value';
      const msg = cfPrint(priceOf, indexId, time + faults.skewMs, clock.now() + faults.skewMs, averages);
      for (let times = faults.takeRepeated() ? 2 : 1; times > 0; times--)
        for (const client of listeners) client.publish(channel, indexId, msg, lost);
    }
  }
}
