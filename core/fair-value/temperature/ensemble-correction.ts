import { FairValueError } from '../fair-value-error.js';
import { requireInput } from '../require-input.js';

/** Fitted over the last 30 to 40 days of forecasts and outcomes of one station. */
export interface EnsembleCorrection {
  /** a + b·(mean of the ensemble), degrees. */
  readonly intercept: number;
  readonly slope: number;
  /** c + d·(variance of the ensemble), degrees². */
  readonly variance: number;
  readonly varianceSlope: number;
}

/**
 * Mean and standard deviation N(a + b·f̄, c + d·s²) of ensemble model output statistics (Gneiting, Raftery, Westveld and
 * Goldman 2005).
 * @throws FairValueError also when the variance comes out negative
 */
export function correctEnsemble(
  correction: EnsembleCorrection,
  ensembleMean: number,
  ensembleVariance: number,
): { readonly mean: number; readonly sd: number } {
  requireInput('ensembleVariance', ensembleVariance, 'not-negative');
  const mean = correction.intercept + correction.slope * ensembleMean;
  const variance = correction.variance + correction.varianceSlope * ensembleVariance;
  if (!Number.isFinite(mean) || !(variance >= 0)) {
    throw new FairValueError('fair-value.correction', 'the correction gives no variance of 0 or more; fit it again', {
      ...correction,
      ensembleMean,
      ensembleVariance,
    });
  }
  return { mean, sd: Math.sqrt(variance) };
}
