import { always, maybe } from '../database-column.js';
import type { DatabaseTable } from '../export-table.js';

export const ledger: DatabaseTable = {
  source: 'database',
  name: 'ledger',
  about: 'Double entry: the amounts of one `entry` sum to zero. Income is negative, as in every ledger',
  from: 'ledger l',
  at: 'l.at',
  key: "lpad(l.id::text, 20, '0')",
  columns: [
    always('id', 'whole', 'l.id', 'Order of booking'),
    always('mode', 'text', 'l.mode', '`paper` or `live`'),
    always('entry', 'text', 'l.entry', 'The fact that was booked'),
    always(
      'account',
      'text',
      'l.account',
      '`cash:<platform>`, `contracts:<platform>`, `fees:<platform>`, `pnl:<strategy>`, `payouts`, `equity`',
    ),
    always('amount', 'usd', 'l.amount', ''),
    maybe('trade_id', 'text', 'l.trade_id', ''),
    always('booked_at', 'time', 'l.at', ''),
  ],
};
