import type { FairValue } from '@pm-arbitrage/core/domain/fair-value.js';
import type { Estimate } from '@pm-arbitrage/core/fair-value/estimate.js';
import { opposite } from '@pm-arbitrage/core/fair-value/opposite.js';
import type { FairValues } from '../contract-board.js';
import type { Unpriced } from './unpriced.js';

/** What a model says of YES, and what it rests on. */
export type Valued = Estimate &
  Pick<FairValue, 'model' | 'sources' | 'oracleAt' | 'maxAgeMs' | 'live' | 'confident' | 'window'> & {
    readonly kind: 'valued';
  };

/** What a model says of YES; or why it says nothing. */
export type Valuation = Valued | Unpriced;

/** Standard errors off the probability that are still plausible: one in twenty is worse. */
const PLAUSIBLE = 1.645;

/** Both contracts of a market at a valuation of its YES. */
export function fairValuesOf(valuation: Valued): FairValues {
  const { model, sources, oracleAt, maxAgeMs, live, confident, window } = valuation;
  const value = ({ probability, standardError }: Estimate): FairValue => ({
    model,
    probability,
    standardError,
    worst: Math.min(1, Math.max(0, probability - PLAUSIBLE * standardError)),
    sources: [...sources],
    oracleAt,
    maxAgeMs,
    live,
    ...(confident === undefined ? {} : { confident }),
    ...(window === undefined ? {} : { window }),
  });
  return { yes: value(valuation), no: value(opposite(valuation)) };
}
