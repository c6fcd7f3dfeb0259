import { isRiskless } from '@pm-arbitrage/core/domain/trade-kind.js';
import { PRICE_SCALE } from '@pm-arbitrage/core/money/money.js';
import { type Breach, breach, percent } from './breach.js';
import type { Proposal } from './rules.js';

/**
 * What is not riskless rests on a fair value: one that is fresh and not too good to be true. The floor is its worst plausible value, or the profit above was reckoned with another number.
 */
export function fairValue({ request, config, now }: Proposal): Breach | null {
  const { fair, floor, kind, legs } = request.opportunity;
  if (isRiskless(kind)) return fair === null ? null : breach('inconsistent', 'no fair value', kind, 'it is riskless');
  if (fair === null) return breach('inconsistent', 'a fair value', 'none', `${kind} needs one`);
  const worst = Math.floor(fair.worst * PRICE_SCALE);
  if (legs.length !== 1 || floor > worst)
    return breach('inconsistent', `${worst}`, `${floor}`, 'the floor is above the worst plausible value');
  const age = now - fair.oracleAt;
  if (age > fair.maxAgeMs) return breach('stale-oracle', `${fair.maxAgeMs} ms`, `${age} ms`, 'the oracle is too old');
  const price = Math.max(...legs.map((leg) => leg.limitPrice)) / PRICE_SCALE;
  const edge = fair.probability - price;
  const { maxEdge } = config.trading;
  return edge <= maxEdge
    ? null
    : breach('edge-suspicious', percent(maxEdge), percent(edge), 'a fair value this far off is likely an error');
}
