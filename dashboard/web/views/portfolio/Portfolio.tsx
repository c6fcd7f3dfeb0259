import { useState } from 'react';
import { useAnswer } from '../../api/use-answer.js';
import { useDocument } from '../../live/use-document.js';
import { useNow } from '../../live/use-now.js';
import { Empty } from '../../parts/Empty.js';
import { Failed } from '../../parts/Failed.js';
import { Loading } from '../../parts/Loading.js';
import { Panel } from '../../parts/Panel.js';
import { Balances } from './Balances.js';
import { EquityChart } from './EquityChart.js';
import { equityRanges, type EquityRange } from './equity-ranges.js';
import { LockedCapital } from './LockedCapital.js';
import { ProfitPeriods } from './ProfitPeriods.js';
import { Worth } from './Worth.js';

const MINUTE = 60_000;

/** How much there is, whether it grows, where it is and when it comes back. */
export function Portfolio() {
  const view = useDocument('portfolio');
  const [range, setRange] = useState<EquityRange>('week');
  // To the minute, so that the question stays the same while the clock runs.
  const now = Math.floor(useNow() / MINUTE) * MINUTE;
  const { lengthMs } = equityRanges[range];
  const curve = useAnswer('/api/v1/equity', {
    parameters: { from: lengthMs === null ? 0 : now - lengthMs, points: 600 },
    everyMs: 10_000,
  });
  if (view === null) return <Loading lines={8} />;
  return (
    <>
      <div className="portfolio-top">
        <Worth view={view} />
        <ProfitPeriods view={view} />
      </div>
      <Panel
        title="Equity"
        aside={
          <div className="choice" role="group" aria-label="Length of the chart">
            {(Object.keys(equityRanges) as EquityRange[]).map((name) => (
              <button key={name} type="button" aria-pressed={name === range} onClick={() => setRange(name)}>
                {equityRanges[name].title}
              </button>
            ))}
          </div>
        }
      >
        {curve.data === undefined && curve.error !== null && (
          <Failed what="The equity curve" error={curve.error} retry={() => void curve.refetch()} />
        )}
        {curve.data === undefined && curve.error === null && <Loading lines={5} />}
        {curve.data !== undefined &&
          (curve.data.length < 2 ? (
            <Empty title="No curve yet">
              It is drawn from the second measurement on, about a minute after the start.
            </Empty>
          ) : (
            <EquityChart points={curve.data} view={view} />
          ))}
      </Panel>
      <div className="columns">
        <Balances view={view} />
        <LockedCapital view={view} />
      </div>
    </>
  );
}
