import type { DoubtRow } from '../../../protocol/position-row.js';
import { cents } from '../../format/cents.js';
import { contracts } from '../../format/contracts.js';
import { placeHash } from '../../app/place.js';
import { Age } from '../../parts/Age.js';
import { Contract } from '../../parts/Contract.js';
import { Panel } from '../../parts/Panel.js';

/** From then on a doubt is no passing one, ms. */
const LONG_MS = 30_000;

/** Orders that may or may not be at their venue; the executor keeps asking until it knows. */
export const Doubts = ({ doubts }: { readonly doubts: readonly DoubtRow[] }) => (
  <Panel
    className="panel-doubt"
    title="In doubt"
    count={doubts.length}
    hint="Nobody knows yet whether the venue has these orders. In doubt is not failed: the venue is asked by the same id until it is certain."
  >
    <ul className="doubts">
      {doubts
        .toSorted((a, b) => a.since - b.since)
        .map((doubt) => (
          <li key={doubt.id}>
            <Contract contract={doubt} />
            <span className="num">
              {doubt.action} {contracts(doubt.quantity)} at {cents(doubt.limitPrice)}
            </span>
            <span>{doubt.reason}</span>
            <Age at={doubt.since} oldAfterMs={LONG_MS} />
            <a href={placeHash('audit', doubt.tradeId)}>Timeline</a>
          </li>
        ))}
    </ul>
  </Panel>
);
