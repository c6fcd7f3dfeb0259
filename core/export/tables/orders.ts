import { always, maybe } from '../database-column.js';
import type { DatabaseTable } from '../export-table.js';

export const orders: DatabaseTable = {
  source: 'database',
  name: 'orders',
  about: 'One row an order that we committed to send, and what became of it; of the day it was committed',
  from: 'intents i join trades t on t.id = i.trade_id left join orders o on o.client_order_id = i.client_order_id',
  at: 'i.created_at',
  key: 'i.client_order_id',
  columns: [
    always('client_order_id', 'text', 'i.client_order_id', 'Ours, never used twice'),
    maybe('venue_order_id', 'text', 'coalesce(o.venue_order_id, i.venue_order_id)', "The venue's"),
    always('trade_id', 'text', 'i.trade_id', ''),
    always('mode', 'text', 't.mode', '`paper` or `live`'),
    always('strategy', 'text', 't.strategy', ''),
    always('leg', 'whole', 'i.leg_index', 'From 0'),
    always('purpose', 'text', 'i.purpose', '`leg`, or the exit that finishes or unwinds it'),
    always('platform', 'text', "i.spec->>'platform'", ''),
    always('market', 'text', "i.spec->>'market'", '`<platform>:<id of the venue>`'),
    always('side', 'text', "i.spec->>'side'", '`yes` or `no`'),
    always('action', 'text', "i.spec->>'action'", '`buy` or `sell`'),
    always('quantity', 'quantity', "(i.spec->>'quantity')::bigint", 'Contracts wanted'),
    always('limit_price', 'price', "(i.spec->>'limitPrice')::bigint", 'Of the contract named by `side`'),
    always('time_in_force', 'text', "i.spec->>'timeInForce'", '`fok`, `ioc`, `gtc`, `gtd`'),
    always('post_only', 'flag', "(i.spec->>'postOnly')::boolean", 'May only rest'),
    always('state', 'text', "coalesce(o.state, 'pending')", '`in-doubt` is never the same as failed'),
    always('filled', 'quantity', 'coalesce(o.filled, 0)', 'Contracts; fills that were undone are left out'),
    always('reason', 'text', "coalesce(o.reason, '')", 'Why it is in that state'),
    always('created_at', 'time', 'i.created_at', 'Committed, before it left'),
    maybe('updated_at', 'time', 'o.updated_at', 'Last change'),
  ],
};
