import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { MarketId } from '@pm-arbitrage/core/domain/platform.js';
import type { OpenTrade } from '@pm-arbitrage/core/queries/open-trades.js';
import type { TradeRow } from '../../protocol/trade-row.js';
import { nameContract } from './name-contract.js';

/** A trade with its legs in the venues' words. Pure. */
export const tradeRow = ({ trade, legs }: OpenTrade, marketOf: (id: MarketId) => Market | undefined): TradeRow => ({
  id: trade.id,
  mode: trade.mode,
  strategy: trade.strategy,
  kind: trade.kind,
  state: trade.state,
  reason: trade.reason,
  opportunityId: trade.opportunityId,
  trace: trade.trace,
  quantity: trade.quantity,
  cost: trade.cost,
  fees: trade.fees,
  expectedProfit: trade.expectedProfit,
  payout: trade.payout,
  pnl: trade.pnl,
  tickToTradeMs: trade.tickToTradeMs,
  requestedAt: trade.requestedAt,
  executedAt: trade.executedAt,
  settledAt: trade.settledAt,
  updatedAt: trade.updatedAt,
  resolutionTime: trade.resolutionTime,
  legs: legs.map((leg) => ({
    ...nameContract(leg.market, leg.side, marketOf(leg.market)),
    limitPrice: leg.limitPrice,
    quantity: leg.quantity,
    filled: leg.filled,
    cost: leg.cost,
    fee: leg.fee,
    payout: leg.payout,
  })),
});
