import type { Sizing } from '@pm-arbitrage/core/covers/evaluation.js';
import type { Cover, CoverKind } from '@pm-arbitrage/core/domain/cover.js';
import type { Price, Usd } from '@pm-arbitrage/core/money/money.js';
import type { ScanMiss, ScanMissReason } from './scan-miss.js';

/** A near miss of one cover that was seen `count` times in a row with the same reason and numbers. */
export interface NearMissRecord {
  readonly coverId: string;
  readonly kind: CoverKind;
  readonly floor: Price;
  readonly reason: ScanMissReason;
  readonly leg: number | null;
  readonly bestPrice: Price | null;
  readonly bestEdge: Usd | null;
  readonly best: Sizing | null;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The last few near misses of one cover, newest last; repetitions are counted and not kept. */
export class NearMissRing {
  readonly #records: Mutable<NearMissRecord>[] = [];
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get records(): readonly NearMissRecord[] {
    return this.#records;
  }

  /**
   * Notes a near miss. Returns a copy of the new record, or null when it says what the newest one says, which then
   * counts once more.
   */
  note({ id: coverId, kind, floor }: Cover, miss: ScanMiss, at: number): NearMissRecord | null {
    const { reason, leg, bestPrice, bestEdge, best } = miss;
    const last = this.#records.at(-1);
    if (last !== undefined && last.reason === reason && last.leg === leg && last.bestPrice === bestPrice) {
      last.bestEdge = bestEdge;
      last.best = best;
      last.lastAt = at;
      last.count++;
      return null;
    }
    const record = { coverId, kind, floor, reason, leg, bestPrice, bestEdge, best, firstAt: at, lastAt: at, count: 1 };
    this.#records.push(record);
    if (this.#records.length > this.#capacity) this.#records.shift();
    return { ...record };
  }
}
