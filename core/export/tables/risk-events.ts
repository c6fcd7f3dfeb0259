import { always, maybe } from '../database-column.js';
import type { DatabaseTable } from '../export-table.js';

export const riskEvents: DatabaseTable = {
  source: 'database',
  name: 'risk_events',
  about: 'What the risk side did and why: refusals, smaller sizes, halts, pauses',
  from: 'risk_events r',
  at: 'r.at',
  key: 'r.id',
  columns: [
    always('id', 'text', 'r.id', ''),
    always('kind', 'text', 'r.kind', '`rejection`, `resize`, `halt`, `resume` or `pause`'),
    always('rule', 'text', 'r.rule', ''),
    always('limit', 'text', 'r."limit"', 'As it was then'),
    always('value', 'text', 'r.value', 'What broke it'),
    always('message', 'text', 'r.message', ''),
    maybe('trade_id', 'text', 'r.trade_id', ''),
    always('happened_at', 'time', 'r.at', ''),
  ],
};
