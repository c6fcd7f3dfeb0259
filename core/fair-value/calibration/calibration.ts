import { wilsonInterval } from '../../performance/wilson-interval.js';
import { FairValueError } from '../fair-value-error.js';
import { requireInput } from '../require-input.js';
import { type CalibrationRecord, calibrationRecordSchema } from './calibration-record.js';

/** One bin of the reliability curve. */
export interface ReliabilityPoint {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly meanProbability: number;
  /** Share of the bin's events that happened, with its Wilson interval. */
  readonly observed: number;
  readonly low: number;
  readonly high: number;
}

const BINS = 10;
/** A certain forecast that fails would cost infinitely much; it is scored as if it had said one in a million. */
const LEAST = 1e-6;

/** How well a model's probabilities agree with what happened, gathered one outcome at a time. Ten bins of a tenth each. */
export class Calibration {
  private readonly counts: number[] = Array.from({ length: BINS }, () => 0);
  private readonly happened: number[] = Array.from({ length: BINS }, () => 0);
  private readonly probabilities: number[] = Array.from({ length: BINS }, () => 0);
  private squares = 0;
  private logs = 0;

  /** @throws FairValueError unless the probability is between 0 and 1 */
  add(probability: number, outcome: boolean): void {
    requireInput('probability', probability, 'probability');
    const bin = Math.min(BINS - 1, Math.floor(probability * BINS));
    const hit = outcome ? 1 : 0;
    this.counts[bin] = (this.counts[bin] ?? 0) + 1;
    this.happened[bin] = (this.happened[bin] ?? 0) + hit;
    this.probabilities[bin] = (this.probabilities[bin] ?? 0) + probability;
    this.squares += (probability - hit) ** 2;
    this.logs -= Math.log(Math.max(LEAST, outcome ? probability : 1 - probability));
  }

  get count(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  /** Mean of (p − outcome)², 0 best, 0.25 for always one half; null without outcomes. */
  get brier(): number | null {
    return this.count === 0 ? null : this.squares / this.count;
  }

  /** Mean of −ln(probability of what happened), in nats; null without outcomes. */
  get logLoss(): number | null {
    return this.count === 0 ? null : this.logs / this.count;
  }

  /** Bins that hold outcomes, ascending. @param confidence of the Wilson intervals, 0.95 */
  reliability(confidence = 0.95): readonly ReliabilityPoint[] {
    return this.counts.flatMap((count, bin) => {
      if (count === 0) return [];
      const happened = this.happened[bin] ?? 0;
      const { low, high } = wilsonInterval(happened, count, confidence);
      return [
        {
          from: bin / BINS,
          to: (bin + 1) / BINS,
          count,
          meanProbability: (this.probabilities[bin] ?? 0) / count,
          observed: happened / count,
          low,
          high,
        },
      ];
    });
  }

  /** Takes over what another one has gathered. */
  merge(other: Calibration): void {
    for (let bin = 0; bin < BINS; bin++) {
      this.counts[bin] = (this.counts[bin] ?? 0) + (other.counts[bin] ?? 0);
      this.happened[bin] = (this.happened[bin] ?? 0) + (other.happened[bin] ?? 0);
      this.probabilities[bin] = (this.probabilities[bin] ?? 0) + (other.probabilities[bin] ?? 0);
    }
    this.squares += other.squares;
    this.logs += other.logs;
  }

  toJSON(): CalibrationRecord {
    return {
      bins: this.counts.map((count, bin) => ({
        count,
        happened: this.happened[bin] ?? 0,
        probabilities: this.probabilities[bin] ?? 0,
      })),
      squares: this.squares,
      logs: this.logs,
    };
  }

  /** @throws FairValueError `fair-value.calibration` when it is no such record */
  static from(record: unknown): Calibration {
    const parsed = calibrationRecordSchema.safeParse(record);
    if (!parsed.success || parsed.data.bins.length !== BINS) {
      throw new FairValueError('fair-value.calibration', 'not a calibration record; gather it anew', { record });
    }
    const calibration = new Calibration();
    parsed.data.bins.forEach(({ count, happened, probabilities }, bin) => {
      calibration.counts[bin] = count;
      calibration.happened[bin] = happened;
      calibration.probabilities[bin] = probabilities;
    });
    calibration.squares = parsed.data.squares;
    calibration.logs = parsed.data.logs;
    return calibration;
  }
}
