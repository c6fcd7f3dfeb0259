import { requireInput } from '../require-input.js';

const NEGLIGIBLE = 1e-15;

/**
 * P(0 runs), P(1 run)… in one half-inning with the given mean: Tango's distribution, a geometric one whose zero stands
 * apart. f(0) = 1/(1 + c·m), then the share d = 1 − c·f(0) of each mass to the next; its mean is m.
 * @param control c: 0.767 for one team, 0.852 for two that play each other
 * @throws FairValueError
 */
export function inningMasses(mean: number, control: number): readonly number[] {
  requireInput('mean', mean, 'not-negative');
  requireInput('100 less the mean', 100 - mean, 'positive');
  requireInput('control', control, 'open-probability');
  const none = 1 / (1 + control * mean);
  const next = 1 - control * none;
  const masses = [none];
  let mass = (1 - none) * (1 - next);
  while (mass > NEGLIGIBLE) {
    masses.push(mass);
    mass *= next;
  }
  return masses;
}
