import { requireInput } from '../require-input.js';

const NEGLIGIBLE = 1e-17;

/** P(N = 0), P(N = 1)… of a Poisson variable, up to where nothing that counts is left. @throws FairValueError */
export function poissonMasses(mean: number): readonly number[] {
  requireInput('mean', mean, 'not-negative');
  requireInput('500 less the mean', 500 - mean, 'positive');
  const masses = [Math.exp(-mean)];
  for (let count = 1; ; count++) {
    const mass = ((masses[count - 1] as number) * mean) / count;
    if (count > mean && mass < NEGLIGIBLE) return masses;
    masses.push(mass);
  }
}
