import { and, desc, eq, gte, inArray, lt, or, sql, type SQL } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { tradeLegs, trades } from '../db/schema/schema.js';
import type { LedgerMode } from '../db/schema/trading.js';
import type { TradeKind } from '../domain/trade-kind.js';
import type { TradeState } from '../domain/trade.js';
import type { OpenTrade } from './open-trades.js';

/** Which trades; all conditions hold together. Times in Unix ms. */
export interface TradeSearch {
  /** In ids, strategy, reason, market ids and titles, whatever the case. */
  readonly search?: string | undefined;
  readonly strategy?: string | undefined;
  readonly kind?: TradeKind | undefined;
  readonly state?: TradeState | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Where the next page begins: after this trade. */
export interface TradeCursor {
  readonly requestedAt: number;
  readonly id: string;
}

function conditions(mode: LedgerMode, { search, strategy, kind, state, from, to }: TradeSearch): SQL | undefined {
  const text = search?.trim() ?? '';
  // The text is no pattern: its own wildcards are letters like any other.
  const like = `%${text.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
  return and(
    eq(trades.mode, mode),
    strategy === undefined ? undefined : eq(trades.strategy, strategy),
    kind === undefined ? undefined : eq(trades.kind, kind),
    state === undefined ? undefined : eq(trades.state, state),
    from === undefined ? undefined : gte(trades.requestedAt, from),
    to === undefined ? undefined : lt(trades.requestedAt, to),
    text === ''
      ? undefined
      : sql`(${trades.id} ilike ${like} or ${trades.strategy} ilike ${like} or ${trades.reason} ilike ${like}
          or exists (select 1 from trade_legs l left join markets m on m.id = l.market
            where l.trade_id = ${trades.id} and (l.market ilike ${like} or m.title ilike ${like}
              or m.market ->> 'subtitle' ilike ${like})))`,
  );
}

/** Trades that a search means, newest first, with their legs. */
export async function searchTrades(
  queries: Queries,
  mode: LedgerMode,
  search: TradeSearch,
  { limit, after }: { readonly limit: number; readonly after?: TradeCursor | undefined },
): Promise<readonly OpenTrade[]> {
  const older =
    after &&
    or(
      lt(trades.requestedAt, after.requestedAt),
      and(eq(trades.requestedAt, after.requestedAt), lt(trades.id, after.id)),
    );
  const rows = await queries
    .select()
    .from(trades)
    .where(and(conditions(mode, search), older))
    .orderBy(desc(trades.requestedAt), desc(trades.id))
    .limit(limit);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const legs = await queries
    .select()
    .from(tradeLegs)
    .where(inArray(tradeLegs.tradeId, ids))
    .orderBy(tradeLegs.legIndex);
  return rows.map((trade) => ({ trade, legs: legs.filter(({ tradeId }) => tradeId === trade.id) }));
}

/** How many trades a search means. */
export const countSearched = (queries: Queries, mode: LedgerMode, search: TradeSearch): Promise<number> =>
  queries.$count(trades, conditions(mode, search));
