import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { fills, intents, ledger, positions, tradeLegs, type trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import type { Fill } from '@pm-arbitrage/core/domain/order.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import { contractsAccount, fillPostings, payoutPostings, realisePostings } from '@pm-arbitrage/core/ledger/postings.js';
import { type LedgerEntry, post } from '@pm-arbitrage/core/ledger/post.js';
import {
  complement,
  mulDiv,
  negUsd,
  notional,
  type Price,
  price,
  quantity,
  type Usd,
  usd,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import { and, eq, sql } from 'drizzle-orm';

type Trade = typeof trades.$inferSelect;
type Leg = typeof tradeLegs.$inferSelect;

/** What the ledger, the legs and the positions are changed by. */
interface Change {
  readonly legIndex: number;
  readonly quantity: number;
  readonly cost: number;
  readonly fee: number;
  readonly entry: LedgerEntry;
}

/**
 * Books what venues report of fills, once: fills, ledger, legs and positions change together. A fill that is known
 * already changes nothing; one that the venue has undone since is taken back with the very amounts it was booked with.
 * @returns the legs as they stand afterwards
 */
export async function bookFills(
  queries: Queries,
  trade: Trade,
  legs: readonly Leg[],
  reported: readonly Fill[],
): Promise<readonly Leg[]> {
  if (reported.length === 0) return legs;
  const legIndexOf = await legIndexes(queries, trade.id);
  const rows = reported.map((fill) => {
    const legIndex = legIndexOf.get(fill.clientOrderId);
    if (legIndex === undefined) throw new Error(`fill ${fill.fillId} belongs to no intent of trade ${trade.id}`);
    return { ...fill, tradeId: trade.id, legIndex };
  });
  const known = new Map(
    (await queries.select().from(fills).where(eq(fills.tradeId, trade.id))).map((fill) => [keyOf(fill), fill]),
  );
  const after = new Map(legs.map((leg) => [leg.legIndex, leg]));
  const fresh: (typeof rows)[number][] = [];
  const changes: Change[] = [];
  const apply = (change: Change) => {
    const leg = after.get(change.legIndex);
    if (!leg) throw new Error(`trade ${trade.id} has no leg ${change.legIndex}`);
    after.set(change.legIndex, {
      ...leg,
      filled: quantity(leg.filled + change.quantity),
      cost: usd(leg.cost + change.cost),
      fee: usd(leg.fee + change.fee),
    });
    changes.push(change);
  };
  for (const fill of rows) {
    const before = known.get(keyOf(fill));
    if (before === undefined) {
      fresh.push(fill);
      known.set(keyOf(fill), fill);
      if (fill.finality !== 'undone') apply(booking(trade, after.get(fill.legIndex), fill));
    } else if (before.finality === 'provisional' && fill.finality !== 'provisional') {
      await queries.update(fills).set({ finality: fill.finality }).where(sameFill(fill));
      known.set(keyOf(fill), { ...before, finality: fill.finality });
      if (fill.finality === 'undone') apply(await undoing(queries, trade, before, fill.at));
    }
  }
  if (fresh.length > 0) await queries.insert(fills).values(fresh);
  if (changes.length === 0) return legs;
  await post(queries, ...changes.map(({ entry }) => entry));
  for (const before of legs) {
    const leg = after.get(before.legIndex) as Leg;
    if (leg === before) continue;
    const { filled, cost, fee } = leg;
    await queries
      .update(tradeLegs)
      .set({ filled, cost, fee })
      .where(and(eq(tradeLegs.tradeId, trade.id), eq(tradeLegs.legIndex, leg.legIndex)));
    await changePosition(queries, trade.mode, leg, filled - before.filled, cost - before.cost, reported[0]?.at ?? 0);
  }
  return legs.map((leg) => after.get(leg.legIndex) as Leg);
}

type FillKey = Pick<Fill, 'platform' | 'fillId'>;
const keyOf = ({ platform, fillId }: FillKey) => `${platform}:${fillId}`;
const entryOf = (fill: FillKey) => `fill:${keyOf(fill)}`;
const sameFill = ({ platform, fillId }: FillKey) => and(eq(fills.platform, platform), eq(fills.fillId, fillId));

function booking(trade: Trade, leg: Leg | undefined, fill: Fill & { readonly legIndex: number }): Change {
  const bought = fill.action === 'buy';
  const costOfSold = bought || !leg ? ZERO_USD : costOf(leg, fill.quantity);
  return {
    legIndex: fill.legIndex,
    quantity: bought ? fill.quantity : -fill.quantity,
    cost: bought ? fill.notional : -costOfSold,
    fee: fill.fee,
    entry: {
      mode: trade.mode,
      entry: entryOf(fill),
      tradeId: trade.id,
      at: fill.at,
      postings: fillPostings(fill, trade.strategy, costOfSold),
    },
  };
}

/** What is sold leaves at the leg's average cost. A venue that sold more than was held has sold all there was. */
function costOf({ filled, cost }: Pick<Leg, 'filled' | 'cost'>, sold: Fill['quantity']): Usd {
  if (filled <= 0) return ZERO_USD;
  return sold >= filled ? cost : usd(mulDiv(cost, sold, filled, 'up'));
}

/** The opposite of the entry with which the fill was booked. */
async function undoing(
  queries: Queries,
  trade: Trade,
  fill: Pick<Fill, 'platform' | 'fillId' | 'action' | 'quantity' | 'fee'> & { readonly legIndex: number },
  at: number,
): Promise<Change> {
  const booked = await queries
    .select({ account: ledger.account, amount: ledger.amount })
    .from(ledger)
    .where(and(eq(ledger.mode, trade.mode), eq(ledger.entry, entryOf(fill))));
  const contracts = booked.find(({ account }) => account === contractsAccount(fill.platform));
  return {
    legIndex: fill.legIndex,
    quantity: fill.action === 'buy' ? -fill.quantity : fill.quantity,
    cost: -(contracts?.amount ?? 0),
    fee: -fill.fee,
    entry: {
      mode: trade.mode,
      entry: `${entryOf(fill)}:undone`,
      tradeId: trade.id,
      at,
      postings: booked.map(({ account, amount }) => ({ account, amount: negUsd(amount) })),
    },
  };
}

async function legIndexes(queries: Queries, tradeId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await queries
    .select({ id: intents.clientOrderId, legIndex: intents.legIndex })
    .from(intents)
    .where(eq(intents.tradeId, tradeId));
  return new Map(rows.map(({ id, legIndex }) => [id, legIndex]));
}

/** Books the payout of one market to the legs of one trade. @returns whether there was anything to book. */
export async function bookSettlement(
  queries: Queries,
  trade: Trade,
  market: MarketId,
  yesPayout: number,
  at: number,
): Promise<boolean> {
  const legs = await queries
    .select()
    .from(tradeLegs)
    .where(and(eq(tradeLegs.tradeId, trade.id), eq(tradeLegs.market, market)));
  let booked = false;
  for (const leg of legs) {
    if (leg.payout !== null) continue;
    const yes = price(yesPayout);
    const payout = notional(leg.filled, leg.side === 'yes' ? yes : (complement(yes) as Price), 'down');
    await queries
      .update(tradeLegs)
      .set({ payout })
      .where(and(eq(tradeLegs.tradeId, trade.id), eq(tradeLegs.legIndex, leg.legIndex)));
    booked = true;
    if (leg.filled === 0) continue;
    await post(queries, {
      mode: trade.mode,
      entry: `payout:${trade.id}:${leg.legIndex}`,
      tradeId: trade.id,
      at,
      postings: payoutPostings(leg.platform, payout),
    });
    await changePosition(queries, trade.mode, leg, -leg.filled, -leg.cost, at);
  }
  return booked;
}

/** Books the profit of a trade whose legs have all paid. */
export async function bookRealisation(queries: Queries, trade: Trade, legs: readonly Leg[], at: number): Promise<void> {
  const paid = legs.map(({ platform, cost, payout }) => ({ platform, cost, payout: payout ?? ZERO_USD }));
  const postings = realisePostings(trade.strategy, paid);
  await post(queries, { mode: trade.mode, entry: `realised:${trade.id}`, tradeId: trade.id, at, postings });
}

async function changePosition(
  queries: Queries,
  mode: LedgerMode,
  leg: Pick<Leg, 'market' | 'side' | 'platform'>,
  quantityChange: number,
  costChange: number,
  at: number,
): Promise<void> {
  const { market, side, platform } = leg;
  const set = {
    quantity: sql`${positions.quantity} + ${quantityChange}`,
    cost: sql`${positions.cost} + ${costChange}`,
    updatedAt: at,
  };
  if (quantityChange > 0) {
    const row = {
      mode,
      market,
      side,
      platform,
      quantity: quantity(quantityChange),
      cost: usd(costChange),
      updatedAt: at,
    };
    await queries
      .insert(positions)
      .values(row)
      .onConflictDoUpdate({ target: [positions.mode, positions.market, positions.side], set });
    return;
  }
  // Where more was sold than was held nothing is left; what the venue holds against us its accounts show.
  const left = { ...set, quantity: sql`greatest(${set.quantity}, 0)` };
  await queries
    .update(positions)
    .set(left)
    .where(and(eq(positions.mode, mode), eq(positions.market, market), eq(positions.side, side)));
}
