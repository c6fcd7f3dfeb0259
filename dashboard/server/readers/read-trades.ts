import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { attributeProfit } from '@pm-arbitrage/core/queries/attribute-profit.js';
import type { OpenTrade } from '@pm-arbitrage/core/queries/open-trades.js';
import {
  countSearched,
  searchTrades,
  type TradeCursor,
  type TradeSearch,
} from '@pm-arbitrage/core/queries/search-trades.js';
import { tradeHistory } from '@pm-arbitrage/core/queries/trade-history.js';
import type { TradePage, TradeRow } from '../../protocol/trade-row.js';
import type { TradeTimeline } from '../../protocol/trade-timeline.js';
import type { DashboardParts } from '../parts.js';
import { tradeRow } from '../views/trade-rows.js';
import { tradeTimeline } from '../views/trade-timeline.js';

/** Thrown for a place in the history that is none. */
export class TradeCursorError extends CodedError {}

/** A page of the history. @throws TradeCursorError */
export async function readTradePage(
  parts: DashboardParts,
  search: TradeSearch,
  { limit, before }: { readonly limit: number; readonly before?: string | undefined },
): Promise<TradePage> {
  const { config, database } = parts;
  const after = before === undefined ? undefined : cursorIn(before);
  const trades = await searchTrades(database.queries, config.mode, search, { limit, after });
  return {
    trades: [...(await nameTrades(parts, trades))],
    total: await countSearched(database.queries, config.mode, search),
    next: trades.length < limit ? null : cursorOf(trades.at(-1)),
  };
}

/** Every trade that a search means, in batches, newest first. */
export async function* readTradesInBatches(
  parts: DashboardParts,
  search: TradeSearch,
  size: number,
): AsyncGenerator<readonly TradeRow[]> {
  const { config, database } = parts;
  let after: TradeCursor | undefined;
  for (;;) {
    const trades = await searchTrades(database.queries, config.mode, search, { limit: size, after });
    if (trades.length > 0) yield await nameTrades(parts, trades);
    const last = trades.at(-1);
    if (trades.length < size || last === undefined) return;
    after = { requestedAt: last.trade.requestedAt, id: last.trade.id };
  }
}

/** One trade from the tick to the settlement; null for an id that is none of this mode. */
export async function readTimeline(parts: DashboardParts, id: string): Promise<TradeTimeline | null> {
  const history = await tradeHistory(parts.database.queries, id);
  if (history === null || history.trade.mode !== parts.config.mode) return null;
  const [trade] = await nameTrades(parts, [history]);
  if (!trade) return null;
  const attribution = attributeProfit(history);
  return {
    trade,
    entries: [...tradeTimeline(history)],
    attribution: attribution && { ...attribution, steps: [...attribution.steps] },
  };
}

async function nameTrades({ markets }: DashboardParts, trades: readonly OpenTrade[]): Promise<readonly TradeRow[]> {
  await markets.ensure(trades.flatMap(({ legs }) => legs.map(({ market }) => market)));
  return trades.map((one) => tradeRow(one, (id) => markets.get(id)));
}

const cursorOf = (last: OpenTrade | undefined): string | null =>
  last === undefined ? null : `${last.trade.requestedAt}.${last.trade.id}`;

function cursorIn(text: string): TradeCursor {
  const [, requestedAt, id] = /^(\d{1,16})\.(.+)$/s.exec(text) ?? [];
  if (requestedAt === undefined || id === undefined)
    throw new TradeCursorError('trades.before', `"${text}" is no place in the history: take the "next" of a page`);
  return { requestedAt: Number(requestedAt), id };
}
