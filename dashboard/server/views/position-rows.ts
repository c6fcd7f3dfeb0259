import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { modelAt } from '@pm-arbitrage/core/fees/model-at.js';
import { addUsd, notional, quantity, subUsd, sumUsd, type Usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { LegRecord, OpenTrade, SentOrder } from '@pm-arbitrage/core/queries/open-trades.js';
import type { DoubtRow, PositionRow } from '../../protocol/position-row.js';
import { bestBid, exitValue } from './exit-value.js';
import { nameContract } from './name-contract.js';

/** What rows are made with. */
export interface Known {
  readonly market: (id: MarketId) => Market | undefined;
  readonly book: (id: MarketId) => PriceUpdate | undefined;
  /** Unix ms. */
  readonly now: number;
}

/** Null: one of them is not known. */
const sumKnown = (values: readonly (Usd | null)[]): Usd | null =>
  values.every((value) => value !== null) ? sumUsd(values) : null;

function positionLeg(leg: LegRecord, { market, book, now }: Known): PositionRow['legs'][number] {
  const listing = market(leg.market);
  const update = book(leg.market);
  const isHeld = leg.filled > 0 && leg.payout === null;
  const value =
    isHeld && update && listing ? exitValue(update, leg.side, leg.filled, modelAt(listing.fees, now)) : null;
  return {
    ...nameContract(leg.market, leg.side, listing),
    filled: leg.filled,
    cost: leg.cost,
    fee: leg.fee,
    bid: update?.status === 'live' ? bestBid(update, leg.side) : null,
    exitValue: isHeld ? value : ZERO_USD,
    bookAt: update?.receivedAt ?? null,
    payout: leg.payout,
  };
}

/** An open trade with its legs, marked to what they could be sold for now. Pure. */
export function positionRow({ trade, legs }: OpenTrade, isInDoubt: boolean, known: Known): PositionRow {
  const rows = legs.map((leg) => positionLeg(leg, known));
  const exit = sumKnown(rows.map((leg) => leg.exitValue));
  const paid = sumUsd(legs.map((leg) => addUsd(leg.cost, leg.fee)));
  const received = sumUsd(legs.map((leg) => leg.payout ?? ZERO_USD));
  const held = rows.filter((leg, index) => leg.filled > 0 && legs[index]?.payout === null);
  const bookTimes = held.flatMap(({ bookAt }) => (bookAt === null ? [] : [bookAt]));
  return {
    id: trade.id,
    strategy: trade.strategy,
    kind: trade.kind,
    state: trade.state,
    reason: trade.reason,
    quantity: trade.quantity,
    cost: sumUsd(legs.map(({ cost }) => cost)),
    fees: sumUsd(legs.map(({ fee }) => fee)),
    floorPayout: notional(quantity(Math.min(...legs.map(({ filled }) => filled))), trade.floor, 'down'),
    exitValue: exit,
    unrealised: exit === null ? null : subUsd(addUsd(exit, received), paid),
    markedAt: bookTimes.length === 0 ? null : Math.min(...bookTimes),
    openedAt: trade.requestedAt,
    resolutionTime: trade.resolutionTime,
    inDoubt: isInDoubt,
    legs: rows,
  };
}

/** An order in doubt. Pure. */
export const doubtRow = ({ order, intent }: SentOrder, { market }: Pick<Known, 'market'>): DoubtRow => ({
  id: order.clientOrderId,
  ...nameContract(intent.spec.market, intent.spec.side, market(intent.spec.market)),
  tradeId: order.tradeId,
  action: intent.spec.action,
  quantity: intent.spec.quantity,
  limitPrice: intent.spec.limitPrice,
  reason: order.reason,
  sentAt: intent.createdAt,
  since: order.updatedAt,
});
