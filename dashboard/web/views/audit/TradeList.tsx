import type { TradeRow } from '../../../protocol/trade-row.js';
import { addUsd } from '@pm-arbitrage/core/money/money.js';
import { placeHash } from '../../app/place.js';
import { dollars } from '../../format/dollars.js';
import { span } from '../../format/span.js';
import { DataTable, type Column } from '../../parts/DataTable.js';
import { Gain } from '../../parts/Gain.js';
import { kindTitles } from '../../parts/kind-titles.js';
import { TradeStateTag } from '../../parts/TradeStateTag.js';
import { When } from '../../parts/When.js';

const columns: readonly Column<TradeRow>[] = [
  {
    id: 'requested',
    header: 'Requested',
    value: ({ requestedAt }) => requestedAt,
    cell: ({ id, requestedAt }) => (
      <a href={placeHash('audit', id)}>
        <When at={requestedAt} />
        <span className="unseen"> Timeline of trade {id}</span>
      </a>
    ),
  },
  {
    id: 'what',
    header: 'Trade',
    value: ({ legs }) => legs[0]?.title,
    cell: ({ legs, kind, strategy }) => (
      <span className="trade-what">
        <span className="contract-title">{legs[0]?.title ?? kindTitles[kind]}</span>
        <span className="quiet">
          {kindTitles[kind]}, {strategy}
          {legs.length > 1 && `, ${legs.length} legs`}
        </span>
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    value: ({ state }) => state,
    cell: ({ state, reason }) => (
      <span title={reason}>
        <TradeStateTag state={state} />
      </span>
    ),
  },
  {
    id: 'cost',
    header: 'Cost',
    numeric: true,
    wide: true,
    value: ({ cost }) => cost,
    cell: ({ cost, fees }) => dollars(addUsd(cost, fees)),
  },
  {
    id: 'fees',
    header: 'Fees',
    numeric: true,
    wide: true,
    value: ({ fees }) => fees,
    cell: ({ fees }) => dollars(fees),
  },
  { id: 'pnl', header: 'P&L', numeric: true, value: ({ pnl }) => pnl, cell: ({ pnl }) => <Gain value={pnl} /> },
  {
    id: 'speed',
    header: 'Tick to trade',
    numeric: true,
    wide: true,
    value: ({ tickToTradeMs }) => tickToTradeMs ?? undefined,
    cell: ({ tickToTradeMs }) => (tickToTradeMs === null ? <span className="quiet">–</span> : span(tickToTradeMs)),
  },
];
const first = { id: 'requested', desc: true };

export const TradeList = ({ trades }: { readonly trades: readonly TradeRow[] }) => (
  <DataTable caption="Trades" columns={columns} rows={trades} idOf={({ id }) => id} sortedBy={first} />
);
