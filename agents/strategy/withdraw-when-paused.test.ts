import { anEntry } from '@pm-arbitrage/core/allocations/testing/an-allocation.js';
import { AT_ONCE } from '@pm-arbitrage/core/domain/execution.js';
import { expect, it } from 'vitest';
import { anOwnTrade, aView, T0 } from './strategy-fixtures.js';
import { withdrawWhenPaused } from './withdraw-when-paused.js';

const rests = { style: 'rest', until: T0 + 1_000 } as const;
const own = [
  anOwnTrade({ tradeId: 'resting', state: 'executing', execution: rests }),
  anOwnTrade({ tradeId: 'held', state: 'complete', execution: rests }),
  anOwnTrade({ tradeId: 'at once', state: 'executing', execution: AT_ONCE }),
];

it('takes back what rests, and nothing else, once the strategy is paused or has no capital any more', () => {
  for (const allocation of [anEntry('s', '0', 'paused'), null]) {
    expect(withdrawWhenPaused(aView({ allocation, own }))).toEqual([
      { kind: 'withdraw', tradeId: 'resting', reason: 'the strategy is paused' },
    ]);
  }
});

it('leaves the orders of the active, halved and new alone', () => {
  for (const state of ['active', 'halved', 'newcomer'] as const)
    expect(withdrawWhenPaused(aView({ allocation: anEntry('s', '20', state), own }))).toEqual([]);
});
