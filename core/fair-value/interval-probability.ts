import { estimateOf } from './estimate-of.js';
import type { Estimate } from './estimate.js';
import { holdsIn } from './holds-in.js';
import { mixEstimates } from './mix-estimates.js';
import { expectOverNormal } from './numerics/expect-over-normal.js';
import { normalCdf } from './numerics/normal-cdf.js';
import { scaleNodes } from './numerics/scale-nodes.js';
import { studentCdf } from './numerics/student-cdf.js';
import { tailCovariance } from './numerics/tail-covariance.js';
import type { SettlementInterval } from './settlement-interval.js';

/** Shape of the law; Student's t has heavier tails and is scaled to the same variance. */
export type Tail = { readonly kind: 'normal' } | { readonly kind: 'student'; readonly degrees: number };

/** Centre and standard deviation of what will settle. */
export interface CentredLaw {
  readonly mean: number;
  readonly sd: number;
}

/** A law whose centre and spread are known with errors. */
export interface UncertainLaw {
  /** The law when the spread is `factor` times what is believed. */
  readonly at: (factor: number) => CentredLaw;
  /** Standard error of the centre, in its unit. */
  readonly meanError: number;
  /** Relative standard error of the spread. */
  readonly spreadError: number;
  readonly tail: Tail;
}

/** P(low < X < high) from a distribution function that is symmetric about 0, taken on the side that keeps digits. */
const bandOf = (cdf: (x: number) => number, low: number, high: number): number =>
  low > 0 ? cdf(-low) - cdf(-high) : cdf(high) - cdf(low);

/** Integrates the error of the centre exactly: Φ((x − Z)/s) has mean Φ(x/√(s² + d²)) and a Plackett integral as variance. */
function normalEstimate(low: number, high: number, sd: number, meanError: number): Estimate {
  const total = Math.hypot(sd, meanError);
  const from = low / total;
  const to = high / total;
  const shared = (meanError / total) ** 2;
  let variance = 0;
  if (shared > 0) {
    if (to !== Number.POSITIVE_INFINITY) variance += tailCovariance(to, to, shared);
    if (from !== Number.NEGATIVE_INFINITY) variance += tailCovariance(from, from, shared);
    if (Number.isFinite(from) && Number.isFinite(to)) variance -= 2 * tailCovariance(from, to, shared);
  }
  return estimateOf(bandOf(normalCdf, from, to), variance);
}

function studentEstimate(low: number, high: number, sd: number, meanError: number, degrees: number): Estimate {
  const given = (shift: number) => bandOf((x) => studentCdf(x, degrees), (low - shift) / sd, (high - shift) / sd);
  if (meanError === 0) return estimateOf(given(0), 0);
  const edges = [low / meanError, high / meanError].filter((edge) => Number.isFinite(edge));
  const { mean, variance } = expectOverNormal((z) => given(meanError * z), edges, sd / meanError);
  return estimateOf(mean, variance);
}

function estimateAt(interval: SettlementInterval, law: CentredLaw, meanError: number, tail: Tail): Estimate {
  const { mean, sd } = law;
  if (sd === 0 && meanError === 0) return { probability: holdsIn(interval, mean) ? 1 : 0, standardError: 0 };
  const low = interval.lower === null ? Number.NEGATIVE_INFINITY : interval.lower.level - mean;
  const high = interval.upper === null ? Number.POSITIVE_INFINITY : interval.upper.level - mean;
  return tail.kind === 'student' && sd > 0
    ? studentEstimate(low, high, sd, meanError, tail.degrees)
    : normalEstimate(low, high, sd, meanError);
}

/**
 * Probability that a value falls into an interval, its law being known with errors: the centre has a normal error, the
 * spread a log-normal factor of mean 1, both independent. The mean over both is the probability; by total variance,
 * SE² = E[Var(P | spread)] + Var(E[P | spread]), the inner moments exact for the normal law and integrated for
 * Student's, the outer ones over nine Gauss–Hermite nodes. No spread and no errors: 0 or 1, ties as the interval says.
 */
export function intervalProbability(interval: SettlementInterval, law: UncertainLaw): Estimate {
  const nodes = scaleNodes(law.spreadError);
  return mixEstimates(
    nodes.map(({ factor, weight }) => ({
      weight,
      estimate: estimateAt(interval, law.at(factor), law.meanError, law.tail),
    })),
  );
}
