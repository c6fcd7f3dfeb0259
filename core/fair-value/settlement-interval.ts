import { FairValueError } from './fair-value-error.js';
import { requireInput } from './require-input.js';

/** An end of an interval. */
export interface Bound {
  readonly level: number;
  /** Whether a value of exactly `level` lies inside. */
  readonly inside: boolean;
}

/** The values, before rounding, for which a contract pays. null: open to that side. */
export interface SettlementInterval {
  readonly lower: Bound | null;
  readonly upper: Bound | null;
}

/** What a contract asks of the settled value. `ties`: whether the strike itself pays. */
export type Condition =
  | { readonly kind: 'above' | 'below'; readonly strike: number; readonly ties: boolean }
  | {
      readonly kind: 'between';
      readonly low: number;
      readonly high: number;
      readonly lowTies: boolean;
      readonly highTies: boolean;
    };

/** From which value on "at least `strike`" (or "more than") holds. */
function lowerBound(strike: number, ties: boolean, decimals: number | null): Bound {
  requireInput('strike', strike, 'finite');
  if (decimals === null) return { level: strike, inside: ties };
  const half = 0.5 * 10 ** -requireInput('decimals', decimals, 'count');
  return { level: ties ? strike - half : strike + half, inside: true };
}

const upperBound = (strike: number, ties: boolean, decimals: number | null): Bound => {
  const beyond = lowerBound(strike, !ties, decimals);
  return { level: beyond.level, inside: !beyond.inside };
};

/**
 * The interval of unrounded values that satisfies a condition. With `decimals` the venue rounds, half up, before it
 * compares: "at least K" then begins at K − 0.5·10⁻ᵈ, "above K" at K + 0.5·10⁻ᵈ, K being on that grid itself.
 * @throws FairValueError `fair-value.input`, or `fair-value.interval` when nothing can satisfy the condition
 */
export function settlementInterval(condition: Condition, decimals: number | null = null): SettlementInterval {
  switch (condition.kind) {
    case 'above':
      return { lower: lowerBound(condition.strike, condition.ties, decimals), upper: null };
    case 'below':
      return { lower: null, upper: upperBound(condition.strike, condition.ties, decimals) };
    case 'between': {
      const lower = lowerBound(condition.low, condition.lowTies, decimals);
      const upper = upperBound(condition.high, condition.highTies, decimals);
      if (upper.level < lower.level || (upper.level === lower.level && !(upper.inside && lower.inside))) {
        throw new FairValueError('fair-value.interval', 'nothing lies between the bounds; read the rules again', {
          ...condition,
        });
      }
      return { lower, upper };
    }
  }
}
