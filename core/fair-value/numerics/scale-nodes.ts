import { GAUSS_HERMITE } from './gauss-hermite.js';

/** A factor on an uncertain positive quantity, and how likely it stands for. Weights sum to 1. */
export interface ScaleNode {
  readonly factor: number;
  readonly weight: number;
}

const CERTAIN: readonly ScaleNode[] = [{ factor: 1, weight: 1 }];

/**
 * A positive quantity known to within a relative standard error e, as nine values: log-normal with mean 1 and standard
 * deviation e, exp(uz − u²/2) with u² = ln(1 + e²). Log-normal, since a volatility or a rate cannot be negative.
 */
export function scaleNodes(relativeError: number): readonly ScaleNode[] {
  if (relativeError === 0) return CERTAIN;
  const u = Math.sqrt(Math.log1p(relativeError * relativeError));
  return GAUSS_HERMITE.map(([z, weight]) => ({ factor: Math.exp(u * z - (u * u) / 2), weight }));
}
