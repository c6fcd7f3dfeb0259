import type { AlertRow } from '../../../protocol/alert-row.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { useMemo } from 'react';
import { useAction } from '../../api/use-action.js';
import { useRows } from '../../live/use-rows.js';
import { ActionButton } from '../../parts/ActionButton.js';
import { Empty } from '../../parts/Empty.js';
import { Loading } from '../../parts/Loading.js';
import { Panel } from '../../parts/Panel.js';
import { Tag, type Tone } from '../../parts/Tag.js';
import { When } from '../../parts/When.js';

const SHOWN = 60;
const tones: Readonly<Record<AlertRow['tier'], Tone>> = {
  routine: 'plain',
  important: 'accent',
  critical: 'warn',
  emergency: 'bad',
};

/** Alerts, newest first; those that matter wait to be acknowledged. */
export function Alerts() {
  const rows = useRows('alerts');
  const newest = useMemo(() => rows?.toSorted((a, b) => b.at - a.at).slice(0, SHOWN) ?? null, [rows]);
  const acknowledge = useAction('/api/v1/alerts/acknowledge');
  return (
    <Panel title="Alerts" count={rows?.length}>
      {acknowledge.error !== null && (
        <p className="failed-line" role="alert">
          {messageOf(acknowledge.error)}
        </p>
      )}
      {newest === null && <Loading />}
      {newest?.length === 0 && (
        <Empty title="No alerts">
          What the swarm has to tell you stands here, and goes to your phone if you said so.
        </Empty>
      )}
      <ul className="events alerts">
        {newest?.map((alert) => (
          <li key={alert.id}>
            <When at={alert.at} />
            <div>
              <p>
                <Tag tone={tones[alert.tier]}>{alert.tier}</Tag> <strong>{alert.title}</strong>
                {alert.count > 1 && <span className="quiet num"> {alert.count} times</span>}
              </p>
              <p className="quiet alert-body">
                {alert.body === '' ? '' : `${alert.body}, `}from {alert.source}
              </p>
            </div>
            {alert.acknowledgedAt === null ? (
              <ActionButton onClick={() => acknowledge.mutate({ id: alert.id })} label={`Acknowledge: ${alert.title}`}>
                Acknowledge
              </ActionButton>
            ) : (
              <span className="quiet">seen by {alert.acknowledgedBy}</span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
