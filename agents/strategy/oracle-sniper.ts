import { AT_ONCE } from '@pm-arbitrage/core/domain/execution.js';
import { kellySize } from './kelly-size.js';
import { oddsOfWhole, whyNot } from './may-trade.js';
import { type CreateStrategy, pass } from './strategy.js';

/** Takes a contract at once when its price lags what the world says by more than a threshold. */
export const createOracleSniper: CreateStrategy = ({ sniperEdge, kellyFraction, maxStake }) => ({
  name: 'oracle-sniper',
  kinds: ['fair-value'],
  decide(opportunity, view) {
    const reason = whyNot(opportunity, view);
    if (reason !== null) return pass(reason);
    const { fair, totalCost, quantity: offered } = opportunity;
    if (fair === null || view.allocation === null) return pass('no fair value');
    const edge = fair.worst - totalCost / offered;
    if (edge < sniperEdge) return pass('too small an edge');
    const { capital } = view.allocation;
    const quantity = kellySize(opportunity, capital, { fraction: kellyFraction, most: maxStake });
    if (quantity < opportunity.minQuantity) return pass('too small a stake');
    return { kind: 'trade', quantity, execution: AT_ONCE, odds: oddsOfWhole(view) };
  },
});
