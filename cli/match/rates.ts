import { type Interval, wilsonInterval } from './interval.js';

/** What a decision rule got right and wrong. */
export interface Rates {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  /** Null where nothing was taken for a match, or nothing is one. */
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** 95 %, Wilson; that of F1 is the image of the interval of TP / (TP + FP + FN), of which F1 is a rising function. */
  readonly intervals: {
    readonly precision: Interval | null;
    readonly recall: Interval | null;
    readonly f1: Interval | null;
  };
}

/** Rates from counts. A pair taken for a match with the wrong polarity is both a false positive and a false negative. */
export function ratesOf(truePositives: number, falsePositives: number, falseNegatives: number): Rates {
  const share = (of: number): number | null => (of === 0 ? null : truePositives / of);
  const jaccard = wilsonInterval(truePositives, truePositives + falsePositives + falseNegatives);
  const asF1 = (value: number): number => (2 * value) / (1 + value);
  return {
    truePositives,
    falsePositives,
    falseNegatives,
    precision: share(truePositives + falsePositives),
    recall: share(truePositives + falseNegatives),
    f1: share(truePositives + (falsePositives + falseNegatives) / 2),
    intervals: {
      precision: wilsonInterval(truePositives, truePositives + falsePositives),
      recall: wilsonInterval(truePositives, truePositives + falseNegatives),
      f1: jaccard && [asF1(jaccard[0]), asF1(jaccard[1])],
    },
  };
}
