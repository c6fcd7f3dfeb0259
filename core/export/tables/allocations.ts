import { always, maybe } from '../database-column.js';
import type { DatabaseTable } from '../export-table.js';

export const allocations: DatabaseTable = {
  source: 'database',
  name: 'allocations',
  about: 'Capital of each strategy in each allocation that was ever in force; of the day it was decided',
  from: `allocations a cross join lateral jsonb_array_elements(a."table"->'entries') e`,
  at: 'a.at',
  key: "a.id || ':' || (e.value->>'strategy')",
  columns: [
    always('allocation_id', 'text', 'a.id', ''),
    always('sequence', 'whole', 'a.sequence', 'Order of allocations; the newest of a mode is in force'),
    always('mode', 'text', 'a.mode', '`paper` or `live`'),
    always('cause', 'text', 'a.cause', '`midnight`, `rebalance`, `change` or `bankroll`'),
    always('bankroll', 'usd', `(a."table"->>'bankroll')::bigint`, 'Equity then'),
    always('strategy', 'text', "e.value->>'strategy'", ''),
    always('state', 'text', "e.value->>'state'", '`active`, `halved`, `paused` or `newcomer`'),
    always('capital', 'usd', "(e.value->>'capital')::bigint", 'Most it may have at work'),
    maybe('rank', 'whole', "(e.value->>'rank')::bigint", '1 is best; none without a score'),
    always('weight', 'float', "(e.value->>'weight')::double precision", 'Its share before limits'),
    always('reason', 'text', "e.value->>'reason'", 'How it came about'),
    always('decided_at', 'time', 'a.at', ''),
  ],
};
