import { AT_ONCE } from '@pm-arbitrage/core/domain/execution.js';
import { coverKinds } from '@pm-arbitrage/core/domain/cover.js';
import { oddsOfWhole, whyNot } from './may-trade.js';
import { type CreateStrategy, pass } from './strategy.js';

/** Takes riskless covers, all legs at once or not at all, at the size the scanner found best. */
export const createAtomicArb: CreateStrategy = () => ({
  name: 'atomic-arb',
  kinds: coverKinds,
  decide(opportunity, view) {
    const reason = whyNot(opportunity, view);
    if (reason !== null) return pass(reason);
    return { kind: 'trade', quantity: opportunity.quantity, execution: AT_ONCE, odds: oddsOfWhole(view) };
  },
});
