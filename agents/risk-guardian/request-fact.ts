import { createHash } from 'node:crypto';
import { canonicalJson } from '@pm-arbitrage/core/approval/canonical-json.js';
import type { Fact } from '@pm-arbitrage/core/audit/record-fact.js';
import type { TradeRequest } from '@pm-arbitrage/core/domain/trade.js';

/**
 * What was asked, for the audit log: it goes there with the answer. The opportunity is kept in a table of its own; its
 * id and the hash of the whole request say which it was. Pure.
 */
export function requestFact(request: TradeRequest): Fact {
  const { opportunity, tradeId, requestedAt, ...asked } = request;
  const { id, coverId, kind, quantity, totalCost, netProfit } = opportunity;
  const sha256 = createHash('sha256').update(canonicalJson(request)).digest('hex');
  const detail = { ...asked, opportunity: { id, coverId, kind, quantity, totalCost, netProfit }, sha256 };
  return { kind: 'request', subject: tradeId, tradeId, at: requestedAt, detail };
}
