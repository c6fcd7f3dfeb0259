import { requireInput } from '../require-input.js';

/**
 * What YES at one venue and NO at the other are worth together, per pair: 1 when they agree; when they do not, 2 in the
 * `favourable` share of cases and nothing in the rest.
 * @throws FairValueError
 */
export function pairValue(agreement: number, favourable: number): number {
  const a = requireInput('agreement', agreement, 'probability');
  return a + (1 - a) * requireInput('favourable', favourable, 'probability') * 2;
}
