import { CodedError } from '../errors/coded-error.js';

/** By how much a source is above the index that markets settle on, in its unit. */
export interface Basis {
  readonly mean: number;
  /** Of single differences around the mean, in the unit squared. */
  readonly variance: number;
  readonly samples: number;
  /** Unix ms of the last difference. */
  readonly at: number;
}

export interface BasisOptions {
  /** After this long a difference weighs half, ms. */
  readonly halfLifeMs: number;
  /** A source's value is compared with an index that is no further off in time, ms. */
  readonly pairWithinMs: number;
  /** Fewer differences say nothing. */
  readonly leastSamples: number;
}

/** Differences further from the mean than this many deviations count as this far: one lie must not move the basis. */
const MOST_DEVIATIONS = 6;
/** The least deviation that this is measured by, as a share of the index: a tenth of a basis point. */
const LEAST_DEVIATION = 1e-5;

/**
 * Follows the difference between a source and the settlement index as exponentially weighted mean and variance, by
 * time and not by count, so that a source which prints more often does not forget sooner.
 * With α = 1 − 2^(−Δt/halfLife) and δ = difference − mean: mean += αδ, variance = (1 − α)(variance + αδ²).
 * @see Finch, Incremental calculation of weighted mean and variance, 2009, §9
 */
export class BasisTracker {
  readonly #options: BasisOptions;
  #source: { readonly value: number; readonly time: number } | null = null;
  #mean = 0;
  #variance = 0;
  #samples = 0;
  #at = 0;

  constructor(options: BasisOptions) {
    this.#options = options;
  }

  /** What the source says, at its event time (Unix ms). @throws CodedError when the value is no finite number. */
  source(value: number, time: number): void {
    if (this.#source === null || checked(time) >= this.#source.time) this.#source = { value: checked(value), time };
  }

  /** What the index says, at its event time (Unix ms). @throws CodedError when the value is no finite number. */
  index(value: number, time: number): void {
    const source = this.#source;
    if (source === null || Math.abs(checked(time) - source.time) > this.#options.pairWithinMs) return;
    if (this.#samples > 0 && time <= this.#at) return;
    const difference = source.value - checked(value);
    if (this.#samples === 0) this.#mean = difference;
    else this.#weigh(difference, time - this.#at, Math.abs(value) * LEAST_DEVIATION);
    this.#samples++;
    this.#at = time;
  }

  /** Null while too little is known. */
  get basis(): Basis | null {
    if (this.#samples < this.#options.leastSamples) return null;
    return { mean: this.#mean, variance: this.#variance, samples: this.#samples, at: this.#at };
  }

  #weigh(difference: number, sinceMs: number, leastDeviation: number): void {
    // While differences are few each weighs as in a plain average, or the first would weigh as much as all others.
    const alpha = Math.max(1 - 2 ** (-sinceMs / this.#options.halfLifeMs), 1 / (this.#samples + 1));
    let delta = difference - this.#mean;
    if (this.#samples >= this.#options.leastSamples) {
      const most = MOST_DEVIATIONS * Math.max(Math.sqrt(this.#variance), leastDeviation);
      delta = Math.min(most, Math.max(-most, delta));
    }
    this.#mean += alpha * delta;
    this.#variance = (1 - alpha) * (this.#variance + alpha * delta * delta);
  }
}

function checked(value: number): number {
  if (!Number.isFinite(value))
    throw new CodedError('oracle.value', `${value} is no value that a basis can be made of; refuse it at the edge`, {
      value,
    });
  return value;
}
