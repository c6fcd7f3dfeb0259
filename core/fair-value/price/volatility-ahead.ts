import { requireInput } from '../require-input.js';
import type { Volatility } from './volatility.js';

export interface VolatilityHorizon {
  /** Seconds after which a measured volatility has forgotten all but 1/e of a return. */
  readonly memory: number;
  /** Seconds ahead over which it is used. */
  readonly ahead: number;
}

/**
 * How volatility itself moves: its logarithm returns to a mean (Ornstein–Uhlenbeck). Both are assumptions of this project,
 * until residuals of the own feed are measured: hours half or twice as wild as usual are common, and a day forgets them
 * to a third.
 */
const UNREST = { deviation: 0.5, seconds: 86_400 } as const;

/**
 * A measured volatility as a forecast of the time ahead: its value stays, its error grows by what volatility may have
 * changed since it was measured and may change until the end. With A = T/(T + memory) and h = ahead/T that is
 *
 *     Var/s² = A + 2(h − 1 + e^−h)/h² − 2A(1 − e^−h)/h
 *
 * the variance of the difference between the mean that forgets and the mean of the time ahead; s²(1 − A) for the next
 * moment, s²A for ever. Without it a quiet half hour would be a promise of quiet days.
 * @throws FairValueError
 */
export function volatilityAhead(
  { value, relativeError }: Volatility,
  { memory, ahead }: VolatilityHorizon,
): Volatility {
  requireInput('relativeError', relativeError, 'not-negative');
  const { deviation, seconds } = UNREST;
  const known = seconds / (seconds + requireInput('memory', memory, 'positive'));
  const turns = requireInput('ahead', ahead, 'not-negative') / seconds;
  // Both means of e^−h lose their digits near 0; their series is exact enough there.
  const isNear = turns < 1e-4;
  const meets = isNear ? 1 - turns / 2 : -Math.expm1(-turns) / turns;
  const stays = isNear ? 1 - turns / 3 : (2 * (turns + Math.expm1(-turns))) / turns ** 2;
  const unrest = deviation ** 2 * Math.max(0, known + stays - 2 * known * meets);
  return { value, relativeError: Math.sqrt(relativeError ** 2 + unrest) };
}
