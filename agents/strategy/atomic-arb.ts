import type { Strategy } from './strategy.js';

const pass = (reason: string) => ({ kind: 'pass' as const, reason });

/** Takes riskless covers, all legs at once or not at all, at the size the scanner found best. */
export const atomicArb: Strategy = {
  name: 'atomic-arb',
  decide(opportunity, { now, allocation, inFlight }) {
    if (allocation === null || allocation.state === 'paused') return pass('no capital');
    if (opportunity.expiresAt < now) return pass('expired');
    if (opportunity.suspicious) return pass('suspiciously good');
    if (inFlight.has(opportunity.coverId)) return pass('already in flight');
    if (opportunity.resolutionTime <= now) return pass('about to resolve');
    return { kind: 'trade', quantity: opportunity.quantity };
  },
};
