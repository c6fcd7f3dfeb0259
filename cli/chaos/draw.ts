import { type Random, seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';

/** What a seed decides: the same questions in the same order get the same answers. */
export class Draw {
  readonly #random: Random;

  constructor(...seed: readonly (string | number)[]) {
    this.#random = seededRandom(seedFrom('chaos', ...seed));
  }

  /** Uniform in [0, 1). */
  share(): number {
    return this.#random.next();
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.#random.next() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.#random.next() < share;
  }

  /** One of them. @throws RangeError when there is none */
  oneOf<T>(values: readonly T[]): T {
    const value = values[Math.floor(this.#random.next() * values.length)];
    if (value === undefined) throw new RangeError('there is nothing to draw from');
    return value;
  }
}
