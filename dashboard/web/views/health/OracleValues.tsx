import type { OracleValueRow } from '../../../protocol/oracle-row.js';
import { percent } from '../../format/percent.js';
import { Age } from '../../parts/Age.js';
import { DataTable, type Column } from '../../parts/DataTable.js';
import { Empty } from '../../parts/Empty.js';

const OLD_MS = 60_000;
const digits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 8 });

const newest = ({ sources }: OracleValueRow): number | null =>
  sources.length === 0 ? null : Math.max(...sources.map(({ receivedAt }) => receivedAt));

const columns: readonly Column<OracleValueRow>[] = [
  {
    id: 'symbol',
    header: 'Symbol',
    value: ({ id }) => id,
    cell: ({ symbol, type }) => (
      <>
        {symbol} <span className="quiet">{type}</span>
      </>
    ),
  },
  {
    id: 'value',
    header: 'Value',
    numeric: true,
    cell: ({ fused, sources, unit }) => {
      const value = fused?.value ?? sources[0]?.value;
      return value === undefined ? (
        '–'
      ) : (
        <span className="num">
          {digits.format(value)} <span className="quiet">{unit}</span>
        </span>
      );
    },
  },
  {
    id: 'disagreement',
    header: 'Disagreement',
    numeric: true,
    value: ({ disagreement }) => disagreement ?? undefined,
    cell: ({ disagreement }) =>
      disagreement === null ? <span className="quiet">one source</span> : percent(disagreement),
  },
  {
    id: 'sources',
    header: 'Sources',
    wide: true,
    cell: ({ sources }) => (
      <span className="quiet num">
        {sources.map(({ source, value }) => `${source} ${digits.format(value)}`).join(', ')}
      </span>
    ),
  },
  {
    id: 'age',
    header: 'Age',
    wide: true,
    value: (row) => newest(row) ?? undefined,
    cell: (row) => <Age at={newest(row)} oldAfterMs={OLD_MS} />,
  },
];
const first = { id: 'disagreement', desc: true };

/** What the sources say now, most disagreement first. */
export const OracleValues = ({ rows }: { readonly rows: readonly OracleValueRow[] }) =>
  rows.length === 0 ? (
    <Empty title="Nothing was said yet" />
  ) : (
    <DataTable caption="Values of the oracles" columns={columns} rows={rows} idOf={({ id }) => id} sortedBy={first} />
  );
