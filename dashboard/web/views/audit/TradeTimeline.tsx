import { useAnswer } from '../../api/use-answer.js';
import { placeHash } from '../../app/place.js';
import { Failed } from '../../parts/Failed.js';
import { Loading } from '../../parts/Loading.js';
import { Panel } from '../../parts/Panel.js';
import { ProfitSteps } from './ProfitSteps.js';
import { TimelineEntry } from './TimelineEntry.js';
import { TradeFacts } from './TradeFacts.js';

/** One trade from the tick that set it off to its payout: every message, wait and fee. */
export function TradeTimeline({ id }: { readonly id: string }) {
  const { data, error, refetch } = useAnswer('/api/v1/trades/:id', { parameters: { id }, everyMs: 3_000 });
  return (
    <>
      <p className="back">
        <a href={placeHash('audit')}>All trades</a>
      </p>
      {data === undefined && error !== null && (
        <Failed what={`Trade ${id}`} error={error} retry={() => void refetch()} />
      )}
      {data === undefined && error === null && <Loading lines={10} />}
      {data !== undefined && (
        <>
          <TradeFacts trade={data.trade} />
          <ProfitSteps attribution={data.attribution} />
          <Panel title="Timeline" count={data.entries.length}>
            <ol className="timeline">
              {data.entries.map((entry, index) => (
                <TimelineEntry key={`${index} ${entry.at} ${entry.kind}`} entry={entry} />
              ))}
            </ol>
          </Panel>
        </>
      )}
    </>
  );
}
