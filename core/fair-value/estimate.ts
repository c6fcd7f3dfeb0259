/**
 * What every model answers. The inputs of a model are known with errors; given them, the model gives a conditional
 * probability. `probability` is its mean over the stated errors, `standardError` its standard deviation. Inputs without
 * errors give the plain formula and 0.
 */
export interface Estimate {
  readonly probability: number;
  readonly standardError: number;
}
