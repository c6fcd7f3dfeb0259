import type { OpportunityRow } from '../../../protocol/opportunity-row.js';
import { memo } from 'react';
import { placeHash } from '../../app/place.js';
import { contracts } from '../../format/contracts.js';
import { dollars } from '../../format/dollars.js';
import { percent } from '../../format/percent.js';
import { Contract } from '../../parts/Contract.js';
import { cents } from '../../format/cents.js';
import { Gain } from '../../parts/Gain.js';
import { kindTitles } from '../../parts/kind-titles.js';
import { Tag } from '../../parts/Tag.js';
import { When } from '../../parts/When.js';
import { OpportunityDetail } from './OpportunityDetail.js';
import { Outcome } from './Outcome.js';

interface OpportunityProps {
  readonly row: OpportunityRow;
  readonly open: boolean;
}

/** One find: what it is, what it would bring, what became of it. */
export const Opportunity = memo(function Opportunity({ row, open }: OpportunityProps) {
  return (
    <li className={open ? 'find find-open' : 'find'}>
      <div className="find-when">
        <When at={row.detectedAt} as="time" />
        <span className="quiet">{kindTitles[row.kind]}</span>
      </div>
      <ul className="find-legs">
        {row.legs.map((leg) => (
          <li key={`${leg.market} ${leg.side}`}>
            <Contract contract={leg} />
            <span className="num quiet">to {cents(leg.limitPrice)}</span>
          </li>
        ))}
      </ul>
      <div className="find-worth">
        <Gain value={row.netProfit} />
        <span className="quiet num">
          {percent(row.roi)} on {dollars(row.totalCost)}, {contracts(row.quantity)} sets
        </span>
      </div>
      <div className="find-outcome">
        {row.suspicious && <Tag tone="bad">too good</Tag>}
        <Outcome outcome={row.outcome} />
      </div>
      <a
        className="find-more"
        href={placeHash('opportunities', open ? null : row.id)}
        aria-expanded={open}
        aria-label={open ? 'Close the depth walk' : 'Show the depth walk'}
      >
        {open ? 'Close' : 'Depth'}
      </a>
      {open && <OpportunityDetail key={row.id} id={row.id} />}
    </li>
  );
});
