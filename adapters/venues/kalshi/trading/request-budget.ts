import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import { TokenBucket } from '../../../transport/token-bucket.js';

/** A bucket as `/account/limits` tells it: tokens a second, and the most that can be saved up. */
export interface BucketSize {
  readonly perSecond: number;
  readonly capacity: number;
}

export interface EndpointCost {
  readonly method: string;
  /** Template below the API root: `/portfolio/orders/{order_id}`. */
  readonly path: string;
  readonly cost: number;
}

/** What the lowest tier has (kalshi.md §4): true until the venue tells more. */
const BASIC_READ: BucketSize = { perSecond: 200, capacity: 400 };
const BASIC_WRITE: BucketSize = { perSecond: 100, capacity: 100 };
const DEFAULT_COST = 10;
const KNOWN_COSTS: readonly EndpointCost[] = [
  { method: 'DELETE', path: '/portfolio/events/orders/{order_id}', cost: 2 },
  { method: 'DELETE', path: '/portfolio/events/orders', cost: 2 },
  { method: 'GET', path: '/portfolio/orders/{order_id}', cost: 2 },
];
/** Part of the write budget that orders leave untouched, so that a cancel finds some. */
const CANCEL_SHARE = 0.2;
/** An order that waits longer for its turn is better refused: its prices are old by then. */
const LONGEST_WAIT_MS = 1_000;

const shape = (path: string): string => path.replace(/\{[^}]*\}/g, '{}').replace(/^\/trade-api\/v2/, '');

/** Kalshi's budgets, kept on our side: one for reads, one a shard for writes (kalshi.md §4). */
export class RequestBudget {
  readonly #clock: Clock;
  readonly #writes = new Map<number, TokenBucket>();
  #write = BASIC_WRITE;
  #reads: TokenBucket;
  #costs = new Map<string, number>();
  #defaultCost = DEFAULT_COST;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#reads = new TokenBucket(clock, BASIC_READ.perSecond, BASIC_READ.capacity);
    this.price(DEFAULT_COST, KNOWN_COSTS);
  }

  /** Takes the numbers of `/account/limits`. */
  size(read: BucketSize, write: BucketSize): void {
    this.#reads = new TokenBucket(this.#clock, read.perSecond, read.capacity);
    this.#write = write;
    this.#writes.clear();
  }

  /** Takes the numbers of `/account/endpoint_costs`. */
  price(defaultCost: number, costs: readonly EndpointCost[]): void {
    this.#defaultCost = defaultCost;
    this.#costs = new Map(costs.map(({ method, path, cost }) => [`${method} ${shape(path)}`, cost]));
  }

  /** Resolves when a read may leave. @param path its template, e.g. `/portfolio/orders/{order_id}` */
  read(path: string): Promise<void> {
    return this.#reads.take(this.#cost('GET', path));
  }

  /** Whether an order may leave for a shard; waits for its turn, but not for long. */
  async order(shard: number): Promise<boolean> {
    const cost = this.#cost('POST', '/portfolio/events/orders');
    const bucket = this.#shard(shard);
    const reserve = Math.min(Math.floor(this.#write.capacity * CANCEL_SHARE), this.#write.capacity - cost);
    const deadline = this.#clock.monotonic() + LONGEST_WAIT_MS;
    for (;;) {
      const wait = bucket.tryTake(cost, Math.max(0, reserve));
      if (wait === 0) return true;
      if (this.#clock.monotonic() + wait > deadline) return false;
      await sleep(this.#clock, wait);
    }
  }

  /** Resolves when a cancel may leave: from what orders leave untouched, never behind one. */
  async cancel(path: string, shard: number): Promise<void> {
    for (;;) {
      const wait = this.#shard(shard).tryTake(this.#cost('DELETE', path));
      if (wait === 0) return;
      await sleep(this.#clock, wait);
    }
  }

  /** The venue said that a budget is used up. Null: the one for reads. */
  exhausted(shard: number | null): void {
    (shard === null ? this.#reads : this.#shard(shard)).drain();
  }

  #cost(method: string, path: string): number {
    return this.#costs.get(`${method} ${shape(path)}`) ?? this.#defaultCost;
  }

  #shard(index: number): TokenBucket {
    let bucket = this.#writes.get(index);
    if (!bucket) {
      bucket = new TokenBucket(this.#clock, this.#write.perSecond, this.#write.capacity);
      this.#writes.set(index, bucket);
    }
    return bucket;
  }
}
