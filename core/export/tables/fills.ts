import { always } from '../database-column.js';
import type { DatabaseTable } from '../export-table.js';

export const fills: DatabaseTable = {
  source: 'database',
  name: 'fills',
  about: 'One row an execution; of the day it happened. Fills whose `finality` is `undone` moved nothing',
  from: 'fills f join trades t on t.id = f.trade_id',
  at: 'f.at',
  key: "f.platform || ':' || f.fill_id",
  columns: [
    always('fill_id', 'text', 'f.fill_id', "The venue's; unique with `platform`"),
    always('platform', 'text', 'f.platform', ''),
    always('client_order_id', 'text', 'f.client_order_id', ''),
    always('trade_id', 'text', 'f.trade_id', ''),
    always('mode', 'text', 't.mode', '`paper` or `live`'),
    always('strategy', 'text', 't.strategy', ''),
    always('leg', 'whole', 'f.leg_index', 'From 0'),
    always('market', 'text', 'f.market', ''),
    always('side', 'text', 'f.side', '`yes` or `no`'),
    always('action', 'text', 'f.action', '`buy` or `sell`'),
    always('quantity', 'quantity', 'f.quantity', 'Contracts'),
    always('price', 'price', 'f.price', 'Of the contract named by `side`'),
    always('notional', 'usd', 'f.notional', 'Without fee: buys rounded up, sells down'),
    always('fee', 'usd', 'f.fee', ''),
    always('liquidity', 'text', 'f.liquidity', '`taker` or `maker`'),
    always('finality', 'text', 'f.finality', '`provisional`, `final` or `undone`'),
    always('filled_at', 'time', 'f.at', "The venue's time of it"),
  ],
};
