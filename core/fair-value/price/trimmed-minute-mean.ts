import { FairValueError } from '../fair-value-error.js';
import { requireInput } from '../require-input.js';

/** Share left out at either end. */
const TRIM = 0.2;
const PRINTS = 60;

/**
 * The value of a minute in Kalshi's maximum and minimum families: its 60 one-second prints without the highest and the
 * lowest fifth, averaged.
 * @throws FairValueError `fair-value.prints` when there are not 60
 */
export function trimmedMinuteMean(prints: readonly number[]): number {
  if (prints.length !== PRINTS) {
    throw new FairValueError('fair-value.prints', `a minute has ${PRINTS} prints, not ${prints.length}`, {
      prints: prints.length,
    });
  }
  for (const print of prints) requireInput('print', print, 'positive');
  const out = Math.round(PRINTS * TRIM);
  const kept = [...prints].sort((a, b) => a - b).slice(out, PRINTS - out);
  return kept.reduce((sum, print) => sum + print, 0) / kept.length;
}
