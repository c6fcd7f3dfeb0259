import type { ExportTable } from './export-table.js';
import { allocations } from './tables/allocations.js';
import { books } from './tables/books.js';
import { fills } from './tables/fills.js';
import { ledger } from './tables/ledger.js';
import { opportunities } from './tables/opportunities.js';
import { oracleTicks } from './tables/oracle-ticks.js';
import { orders } from './tables/orders.js';
import { positions } from './tables/positions.js';
import { prints } from './tables/prints.js';
import { riskEvents } from './tables/risk-events.js';
import { trades } from './tables/trades.js';

/** Every table of the export: the files, `query` and docs/analysis.md are made from this list. */
export const exportTables: readonly ExportTable[] = [
  trades,
  orders,
  fills,
  positions,
  opportunities,
  allocations,
  riskEvents,
  ledger,
  books,
  prints,
  oracleTicks,
];
