import type { PositionRow } from '../../../protocol/position-row.js';
import { addUsd } from '@pm-arbitrage/core/money/money.js';
import { cents } from '../../format/cents.js';
import { contracts } from '../../format/contracts.js';
import { dollars } from '../../format/dollars.js';
import { Contract } from '../../parts/Contract.js';

type Leg = PositionRow['legs'][number];

const worth = ({ filled, payout, bid, exitValue }: Leg): string => {
  if (filled === 0) return 'not held';
  if (payout !== null) return `paid ${dollars(payout)}`;
  if (exitValue !== null) return `worth ${dollars(exitValue)}`;
  return bid === null ? 'no bid known' : 'too thin to sell all';
};

/** One side of a trade. */
export const PositionLeg = ({ leg }: { readonly leg: Leg }) => (
  <li>
    <Contract contract={leg} />
    <span className="num">{contracts(leg.filled)}</span>
    <span className="num quiet">
      cost {dollars(addUsd(leg.cost, leg.fee))}
      {leg.bid !== null && `, bid ${cents(leg.bid)}`}
    </span>
    <span className="num">{worth(leg)}</span>
  </li>
);
