import { useDocument } from '../../live/use-document.js';
import { useRows } from '../../live/use-rows.js';
import { plainWords } from '../../format/plain-words.js';
import { Empty } from '../../parts/Empty.js';
import { Loading } from '../../parts/Loading.js';
import { Panel } from '../../parts/Panel.js';
import { Tag } from '../../parts/Tag.js';
import { Breakers } from './Breakers.js';
import { HaltHistory } from './HaltHistory.js';
import { Limits } from './Limits.js';
import { Processes } from './Processes.js';
import { RiskEvents } from './RiskEvents.js';

/** Is it safe: limits and their use, what was refused, what is stopped, who is alive. */
export function Risk() {
  const risk = useDocument('risk');
  const events = useRows('riskEvents');
  const agents = useRows('agents');
  const venues = useRows('venues');
  const halt = useDocument('halt');
  if (risk === null) return <Loading lines={10} />;
  return (
    <>
      <Panel
        title="Limits"
        aside={risk.pausedDay !== null && <Tag tone="bad">paused on {risk.pausedDay}: loss of the day</Tag>}
      >
        <Limits limits={risk.limits} />
      </Panel>
      <div className="columns">
        <Panel
          title="Refused, last 24 hours"
          hint={
            risk.rejections.length > 0 && (
              <span className="tags">
                {risk.rejections.map(({ rule, count }) => (
                  <Tag key={rule}>
                    {plainWords(rule)} <span className="num">{count}</span>
                  </Tag>
                ))}
              </span>
            )
          }
        >
          {events === null ? <Loading /> : <RiskEvents events={events} />}
        </Panel>
        <div className="stacked">
          <Panel title="Circuit breakers">
            {venues === null ? <Loading lines={2} /> : <Breakers venues={venues} />}
          </Panel>
          <Panel title="Halts" count={risk.halts.length}>
            {risk.halts.length === 0 ? <Empty title="Never halted" /> : <HaltHistory halts={risk.halts} />}
          </Panel>
        </div>
      </div>
      <Panel title="Processes" count={agents?.length}>
        {agents === null ? <Loading /> : <Processes agents={agents} halt={halt} />}
      </Panel>
    </>
  );
}
