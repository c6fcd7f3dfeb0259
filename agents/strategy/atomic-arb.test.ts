import { expect, it } from 'vitest';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import { parseUsd, quantity } from '@pm-arbitrage/core/money/money.js';
import { atomicArb } from './atomic-arb.js';
import type { StrategyView } from './strategy.js';

const T0 = Date.UTC(2026, 10, 21, 12);
const opportunity = (change: Partial<Opportunity> = {}) =>
  ({
    coverId: 'c',
    quantity: quantity(5_000_000),
    suspicious: false,
    expiresAt: T0 + 1,
    resolutionTime: T0 + 1_000,
    ...change,
  }) as Opportunity;
const view = (change: Partial<StrategyView> = {}): StrategyView => ({
  now: T0,
  allocation: { strategy: 'atomic-arb', capital: parseUsd('100'), state: 'active', reason: '' },
  inFlight: new Set(),
  ...change,
});

it('trades a cover at the size the scanner found best', () => {
  expect(atomicArb.decide(opportunity(), view())).toEqual({ kind: 'trade', quantity: 5_000_000 });
});

it.each<[string, Partial<Opportunity>, Partial<StrategyView>]>([
  ['no capital', {}, { allocation: null }],
  ['no capital', {}, { allocation: { strategy: 'atomic-arb', capital: parseUsd('100'), state: 'paused', reason: '' } }],
  ['expired', { expiresAt: T0 - 1 }, {}],
  ['suspiciously good', { suspicious: true }, {}],
  ['already in flight', {}, { inFlight: new Set(['c']) }],
  ['about to resolve', { resolutionTime: T0 }, {}],
])('passes: %s', (reason, change, seen) => {
  expect(atomicArb.decide(opportunity(change), view(seen))).toEqual({ kind: 'pass', reason });
});
