import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Level, PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import type { Exchange } from '@pm-arbitrage/simulator/engine/exchange.js';
import type { LiveMarket } from '@pm-arbitrage/simulator/engine/live-market.js';

/** Levels a side that travel, as in a real swarm. */
const DEPTH = 10;

type Listed = readonly [market: Market, live: LiveMarket];

/** What a venue watcher would say of two books, in one epoch that outlives every executor. */
export class PriceFeed {
  readonly #clock: Clock;
  readonly #listed: readonly Listed[];
  readonly #tell: (update: PriceUpdate) => void;
  readonly #stop: () => void;
  readonly #changed = new Set<Listed>();
  #sequence = 1;
  /** Whoever knows a book of this sequence or a later one knows every change so far. */
  changedIn = 0;

  constructor(exchange: Exchange, clock: Clock, listed: readonly Listed[], tell: (update: PriceUpdate) => void) {
    this.#clock = clock;
    this.#listed = listed;
    this.#tell = tell;
    this.#stop = exchange.listen((event) => {
      if (event.type !== 'level') return;
      const changed = listed.find(([, live]) => live === event.market);
      if (!changed) return;
      this.changedIn = this.#sequence + 1;
      if (this.#changed.size === 0) setImmediate(() => this.#flush());
      this.#changed.add(changed);
    });
  }

  /** Both books as they are now. */
  books(): readonly PriceUpdate[] {
    this.#sequence++;
    return this.#listed.map((one) => this.#updateOf(one));
  }

  close(): void {
    this.#stop();
    this.#changed.clear();
  }

  #flush(): void {
    this.#sequence++;
    for (const one of this.#changed) this.#tell(this.#updateOf(one));
    this.#changed.clear();
  }

  #updateOf([market, { book }]: Listed): PriceUpdate {
    const top = (levels: typeof book.bids.levels): Level[] =>
      levels.slice(0, DEPTH).map(({ price, size }) => [price, size]);
    return {
      market: market.id,
      epoch: 1,
      sequence: this.#sequence,
      status: 'live',
      bids: top(book.bids.levels),
      asks: top(book.asks.levels),
      venueTime: null,
      receivedAt: this.#clock.now(),
    };
  }
}
