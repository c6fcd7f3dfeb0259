import { useAnswer } from '../../api/use-answer.js';
import { dollars } from '../../format/dollars.js';
import { percent } from '../../format/percent.js';
import { Failed } from '../../parts/Failed.js';
import { Gain } from '../../parts/Gain.js';
import { Loading } from '../../parts/Loading.js';
import { Countdown } from '../../parts/Countdown.js';
import { DepthWalk } from './DepthWalk.js';

/** How far into each book one had to go, and what that leaves. */
export function OpportunityDetail({ id }: { readonly id: string }) {
  const { data, error, refetch } = useAnswer('/api/v1/opportunities/:id', { parameters: { id } });
  if (data === undefined) {
    return error === null ? (
      <Loading lines={3} />
    ) : (
      <Failed what="The depth walk" error={error} retry={() => void refetch()} />
    );
  }
  const { opportunity: found, walks } = data;
  return (
    <div className="find-detail">
      <dl className="facts">
        <div>
          <dt>Costs, fees in</dt>
          <dd className="num">{dollars(found.totalCost)}</dd>
        </div>
        <div>
          <dt>Fees</dt>
          <dd className="num">{dollars(found.fees)}</dd>
        </div>
        <div>
          <dt>Pays</dt>
          <dd className="num">{dollars(found.payout)}</dd>
        </div>
        <div>
          <dt>Leaves</dt>
          <dd>
            <Gain value={found.netProfit} />
          </dd>
        </div>
        <div>
          <dt>A year</dt>
          <dd className="num">{percent(found.annualisedRoi)}</dd>
        </div>
        <div>
          <dt>Resolves</dt>
          <dd>
            <Countdown to={found.resolutionTime} />
          </dd>
        </div>
      </dl>
      <p className="hint">{found.basis}</p>
      {found.fair !== null && (
        <p className="hint">
          {found.fair.model} says {percent(found.fair.probability)}, at worst {percent(found.fair.worst)}, from{' '}
          {found.fair.sources.join(', ')}.
        </p>
      )}
      {walks.length === 0 && <p className="hint">No book of its legs is known any more.</p>}
      <div className="walks">
        {walks.map((walk) => (
          <DepthWalk key={`${walk.market} ${walk.side}`} walk={walk} />
        ))}
      </div>
    </div>
  );
}
