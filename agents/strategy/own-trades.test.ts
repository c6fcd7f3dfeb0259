import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { AT_ONCE } from '@pm-arbitrage/core/domain/execution.js';
import type { TradeResult } from '@pm-arbitrage/core/domain/trade.js';
import { parseQuantity, parseUsd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeClosing, makeRequest } from './make-request.js';
import { OwnTrades } from './own-trades.js';
import { aBook, aContract, aFairValue, anOwnTrade, aPair, T0 } from './strategy-fixtures.js';

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyDatabase(database));

const facts = { tradeId: 't', strategy: 's', now: T0, ttlMs: 2_000 };
const request = makeRequest(
  aPair(),
  { kind: 'trade', quantity: parseQuantity('50'), execution: AT_ONCE, odds: 0.5 },
  facts,
);
const result = (state: TradeResult['state'], tickToTradeMs: number | null): TradeResult => ({
  tradeId: 't',
  strategy: 's',
  coverId: 'c',
  kind: 'cross-venue',
  state,
  reason: '',
  legs: [],
  cost: ZERO_USD,
  fees: ZERO_USD,
  payout: ZERO_USD,
  pnl: ZERO_USD,
  tickToTradeMs,
  at: T0,
});

it('knows what is under way from its request to its end', async () => {
  const own = await OwnTrades.load(database, 'paper', 's');
  own.requested(request);
  expect(own.all).toMatchObject([{ tradeId: 't', coverId: 'c', state: 'requested', legs: [{}, {}] }]);
  own.result(result('complete', 3));
  expect(own.get('t')).toMatchObject({ state: 'complete' });
  own.result(result('settled', 3));
  expect(own.all).toEqual([]);
});

it('counts a trade once: tried when an order left, whole when it was filled as intended', async () => {
  const own = await OwnTrades.load(database, 'paper', 's');
  own.result(result('aborted', null));
  expect(own.record).toEqual({ tried: 0, whole: 0 });
  for (const state of ['executing', 'complete', 'settled'] as const) own.result(result(state, 3));
  expect(own.record).toEqual({ tried: 1, whole: 1 });
  own.result({ ...result('unwound', 3), tradeId: 'u' });
  expect(own.record).toEqual({ tried: 2, whole: 1 });
});

it('forgets a request that was refused, or that nobody answered', async () => {
  const own = await OwnTrades.load(database, 'paper', 's');
  own.requested(request);
  own.rejected('t');
  expect(own.all).toEqual([]);
  own.requested(request);
  own.forget(request.expiresAt + 10_000);
  expect(own.all).toHaveLength(1);
  own.forget(request.expiresAt + 10_001);
  expect(own.all).toEqual([]);
});

it('bids what it expects of its size: half the sets at even odds are a quarter of the profit', () => {
  expect(aPair().netProfit).toBe(parseUsd('10'));
  expect(request.bid).toBe(parseUsd('2.5'));
});

it('takes a position back with a request for as much of the other side, its fee included', () => {
  const entered = aContract('0.40', aFairValue(0.5), { kind: 'spike' });
  // Seven per cent of price × (1 − price).
  const legs = entered.legs.map((leg) => ({ ...leg, fee: parseUsd('1.68') }));
  const trade = anOwnTrade({ opportunity: { ...entered, legs } });
  const intention = { kind: 'close', tradeId: 't', limitPrice: 5_300, reason: '' } as never;
  const closing = makeClosing(intention, trade, aBook('kalshi:K', [['0.47', '500']], []), { ...facts, tradeId: 'u' });
  expect(closing).toMatchObject({
    closes: 't',
    quantity: parseQuantity('100'),
    opportunity: {
      kind: 'close',
      legs: [{ market: 'kalshi:K', side: 'no', limitPrice: 5_300, cost: parseUsd('53'), fee: parseUsd('1.7437') }],
      fees: parseUsd('1.7437'),
      totalCost: parseUsd('54.7437'),
      netProfit: parseUsd('45.2563'),
    },
  });
  expect(makeClosing(intention, anOwnTrade(), undefined, facts)).toBeNull();
});
