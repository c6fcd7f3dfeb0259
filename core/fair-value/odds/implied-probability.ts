import { FairValueError } from '../fair-value-error.js';
import { requireInput } from '../require-input.js';

/** What decimal odds imply, the bookmaker's margin still in. @throws FairValueError unless above 1 */
export function impliedByDecimal(odds: number): number {
  requireInput('decimal odds less 1', odds - 1, 'positive');
  return 1 / odds;
}

/** What American odds imply, the bookmaker's margin still in. @throws FairValueError between −100 and 100 */
export function impliedByAmerican(odds: number): number {
  requireInput('odds', odds, 'finite');
  if (Math.abs(odds) < 100) {
    throw new FairValueError('fair-value.odds', `American odds are −100 or less, or 100 or more, not ${odds}`, {
      odds,
    });
  }
  return odds < 0 ? -odds / (100 - odds) : 100 / (100 + odds);
}
