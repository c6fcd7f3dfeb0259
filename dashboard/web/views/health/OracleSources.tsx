import type { OracleRow } from '../../../protocol/oracle-row.js';
import { Age } from '../../parts/Age.js';
import { DataTable, type Column } from '../../parts/DataTable.js';
import { Empty } from '../../parts/Empty.js';
import { Tag, type Tone } from '../../parts/Tag.js';

const OLD_MS = 60_000;
const tones: Readonly<Record<OracleRow['state'], Tone>> = { connected: 'good', disconnected: 'bad', off: 'plain' };

const columns: readonly Column<OracleRow>[] = [
  {
    id: 'source',
    header: 'Source',
    value: ({ id }) => id,
    cell: ({ source, type }) => (
      <>
        {source} <span className="quiet">{type}</span>
      </>
    ),
  },
  {
    id: 'state',
    header: 'State',
    value: ({ state }) => state,
    cell: ({ state, trouble }) => (
      <>
        <Tag tone={tones[state]}>{state}</Tag> {trouble !== null && <span className="quiet">{trouble}</span>}
      </>
    ),
  },
  {
    id: 'data',
    header: 'Last data',
    value: ({ dataAt }) => dataAt ?? undefined,
    cell: ({ dataAt }) => <Age at={dataAt} oldAfterMs={OLD_MS} />,
  },
  {
    id: 'ticks',
    header: 'Ticks',
    numeric: true,
    wide: true,
    value: ({ ticks }) => ticks,
    cell: ({ ticks }) => ticks.toLocaleString('en-US'),
  },
  {
    id: 'refused',
    header: 'Refused',
    numeric: true,
    wide: true,
    value: ({ refused }) => refused,
    cell: ({ refused }) => refused,
  },
  {
    id: 'reconnects',
    header: 'Reconnects',
    numeric: true,
    wide: true,
    value: ({ reconnects }) => reconnects,
    cell: ({ reconnects }) => reconnects,
  },
  {
    id: 'voteless',
    header: 'Outvoted',
    numeric: true,
    wide: true,
    value: ({ voteless }) => voteless ?? undefined,
    cell: ({ voteless }) => voteless ?? '–',
  },
];
const first = { id: 'source', desc: false };

/** Every source of facts about the world, and how it does. */
export const OracleSources = ({ rows }: { readonly rows: readonly OracleRow[] }) =>
  rows.length === 0 ? (
    <Empty title="No oracle has spoken">Sources stand here when an oracle agent runs.</Empty>
  ) : (
    <DataTable caption="Oracle sources" columns={columns} rows={rows} idOf={({ id }) => id} sortedBy={first} />
  );
