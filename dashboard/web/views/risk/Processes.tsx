import type { HaltView } from '../../../protocol/halt-view.js';
import type { AgentRow } from '../../../protocol/risk-view.js';
import { Age } from '../../parts/Age.js';
import { DataTable, type Column } from '../../parts/DataTable.js';
import { Empty } from '../../parts/Empty.js';
import { Tag, type Tone } from '../../parts/Tag.js';
import { When } from '../../parts/When.js';
import { useMemo } from 'react';

/** As in `HaltView`: silent for longer is dead, ms. */
const DEAD_MS = 5_000;
const tones: Readonly<Record<HaltView['agents'][number]['state'], Tone>> = {
  starting: 'accent',
  running: 'good',
  halted: 'warn',
  draining: 'warn',
  dead: 'bad',
};

const detailsOf = ({ details }: AgentRow): string =>
  Object.entries(details)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');

const first = { id: 'agent', desc: false };

interface ProcessesProps {
  readonly agents: readonly AgentRow[];
  readonly halt: HaltView | null;
}

/** Who is alive, by the last heartbeat. */
export function Processes({ agents, halt }: ProcessesProps) {
  const states = useMemo(() => new Map(halt?.agents.map(({ agent, state }) => [agent, state])), [halt]);
  const columns = useMemo<readonly Column<AgentRow>[]>(
    () => [
      { id: 'agent', header: 'Process', value: ({ id }) => id, cell: ({ id }) => id },
      {
        id: 'state',
        header: 'State',
        value: ({ id, state }) => states.get(id) ?? state,
        cell: ({ id, state }) => {
          const now = states.get(id) ?? state;
          return <Tag tone={tones[now]}>{now}</Tag>;
        },
      },
      {
        id: 'heard',
        header: 'Heartbeat',
        value: ({ at }) => at,
        cell: ({ at }) => <Age at={at} oldAfterMs={DEAD_MS} />,
      },
      {
        id: 'started',
        header: 'Started',
        wide: true,
        value: ({ startedAt }) => startedAt,
        cell: ({ startedAt }) => <When at={startedAt} />,
      },
      {
        id: 'details',
        header: 'Says',
        wide: true,
        cell: (row) => <span className="quiet process-says">{detailsOf(row)}</span>,
      },
    ],
    [states],
  );
  if (agents.length === 0) return <Empty title="Nobody was heard">Is the swarm running?</Empty>;
  return <DataTable caption="Processes" columns={columns} rows={agents} idOf={({ id }) => id} sortedBy={first} />;
}
