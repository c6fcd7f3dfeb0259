import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import { kellySize } from './kelly-size.js';
import { oddsOfWhole, whyNot } from './may-trade.js';
import { type CreateStrategy, type Intention, type OwnTrade, pass, type StrategyView } from './strategy.js';

/**
 * Rests an order at a price that is good against the fair value, and follows that value: an order that has become too
 * dear, or too timid, is taken back, and a new one placed.
 */
export const createOraclePatient: CreateStrategy = ({ patientEdge, kellyFraction, maxStake, restMs }) => ({
  name: 'oracle-patient',
  kinds: ['fair-quote'],
  decide(opportunity, view) {
    const reason = whyNot(opportunity, view);
    if (reason !== null) return pass(reason);
    const { fair, totalCost, quantity: offered } = opportunity;
    if (fair === null || view.allocation === null) return pass('no fair value');
    if (fair.worst - totalCost / offered < patientEdge) return pass('too small an edge');
    const quantity = kellySize(opportunity, view.allocation.capital, { fraction: kellyFraction, most: maxStake });
    if (quantity < opportunity.minQuantity) return pass('too small a stake');
    return { kind: 'trade', quantity, execution: { style: 'rest', until: view.now + restMs }, odds: oddsOfWhole(view) };
  },
  review: (view) => view.own.flatMap((trade) => withdrawal(trade, view)),
});

function withdrawal(trade: OwnTrade, view: StrategyView): readonly Intention[] {
  const isResting = trade.execution.style === 'rest' && (trade.state === 'locked' || trade.state === 'executing');
  const why = isResting ? whyWithdraw(trade.opportunity, view) : null;
  return why === null ? [] : [{ kind: 'withdraw', tradeId: trade.tradeId, reason: why }];
}

function whyWithdraw(placed: Opportunity | null, { now, latest }: StrategyView): string | null {
  if (placed === null) return 'it is not known any more what it was placed for';
  const current = latest(placed.coverId);
  if (current === undefined || current.expiresAt < now) return 'the edge is gone';
  const [was, is] = [placed, current].map(({ legs }) => legs[0]?.limitPrice ?? 0);
  if (was === is) return null;
  return (was ?? 0) > (is ?? 0) ? 'the fair value fell below the order' : 'a better price is fair by now';
}
