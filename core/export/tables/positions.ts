import { always } from '../database-column.js';
import type { DatabaseTable } from '../export-table.js';

export const positions: DatabaseTable = {
  source: 'database',
  name: 'positions',
  about: 'Contracts held, as they stood at the last export of the day: one row a market and side that is not empty',
  from: '(select * from positions where quantity > 0) p',
  at: null,
  key: "p.mode || ':' || p.market || ':' || p.side",
  columns: [
    always('mode', 'text', 'p.mode', '`paper` or `live`'),
    always('platform', 'text', 'p.platform', ''),
    always('market', 'text', 'p.market', ''),
    always('side', 'text', 'p.side', '`yes` or `no`'),
    always('quantity', 'quantity', 'p.quantity', 'Contracts'),
    always('cost', 'usd', 'p.cost', 'Paid for them, without fees'),
    always('updated_at', 'time', 'p.updated_at', 'Last change'),
  ],
};
