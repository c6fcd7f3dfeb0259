import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { describe, expect, it } from 'vitest';
import type { Evidence, EvidenceFill, EvidenceIntent } from './evidence.js';
import { isClean, judgeRun } from './verdict.js';

const TEN = 10_000_000;

const intent = (change: Partial<EvidenceIntent> & Pick<EvidenceIntent, 'clientOrderId'>): EvidenceIntent => ({
  legIndex: 0,
  platform: 'kalshi',
  purpose: 'leg',
  action: 'buy',
  quantity: TEN,
  createdAt: 100,
  state: 'filled',
  booked: TEN,
  ...change,
});

const fill = (clientOrderId: string | null, legIndex: number, change: number, at = 200): EvidenceFill => ({
  clientOrderId,
  legIndex,
  change,
  price: 4_500,
  at,
});

/** Both legs bought, booked, and agreed upon. */
function complete(change: Partial<Evidence> = {}): Evidence {
  const leg = { quantity: TEN, filled: TEN };
  return {
    trade: { state: 'complete', reason: '', updatedAt: 300 },
    legs: [
      { ...leg, legIndex: 0, market: marketId('kalshi', 'K'), platform: 'kalshi', side: 'yes' },
      { ...leg, legIndex: 1, market: marketId('polymarket', 'P'), platform: 'polymarket', side: 'no' },
    ],
    intents: [intent({ clientOrderId: 'a' }), intent({ clientOrderId: 'b', legIndex: 1, platform: 'polymarket' })],
    orders: [
      { platform: 'kalshi', venueOrderId: '1', clientOrderId: 'a', isResting: false },
      { platform: 'polymarket', venueOrderId: '2', clientOrderId: 'b', isResting: false },
    ],
    fills: [fill('a', 0, TEN), fill('b', 1, TEN)],
    provisionalFills: 0,
    balances: [{ what: 'cash at kalshi', ours: 1, theirs: 1 }],
    ledgerTotal: 0,
    halts: [],
    ...change,
  };
}

/** Leg 0 bought, leg 1 missed, leg 0 sold again. */
function unwound(sold: Partial<EvidenceFill> = {}): Evidence {
  const exit = intent({ clientOrderId: 'c', purpose: 'unwind', action: 'sell', createdAt: 300, booked: TEN });
  const base = complete();
  return {
    ...base,
    trade: { state: 'unwound', reason: '', updatedAt: 500 },
    legs: base.legs.map((leg) => ({ ...leg, filled: 0 })),
    intents: [base.intents[0]!, { ...base.intents[1]!, state: 'rejected', booked: 0 }, exit],
    orders: [base.orders[0]!, { platform: 'kalshi', venueOrderId: '3', clientOrderId: 'c', isResting: false }],
    fills: [fill('a', 0, TEN), { ...fill('c', 0, -TEN, 400), ...sold }],
  };
}

it('finds nothing wrong with a trade that completed, or was unwound in order', () => {
  expect(isClean(judgeRun(complete()))).toBe(true);
  expect(judgeRun(unwound())).toEqual({
    duplicateOrders: [],
    forgottenOrders: [],
    wrongLegUnwinds: [],
    conservationErrors: [],
  });
});

describe('a planted error is found', () => {
  it('two orders for one intent', () => {
    const base = complete();
    const verdict = judgeRun({ ...base, orders: [...base.orders, { ...base.orders[0]!, venueOrderId: '9' }] });
    expect(verdict.duplicateOrders).toEqual(['leg of leg 0 (a) was accepted 2 times']);
  });

  it('an intent that filled more than it was for, and a leg that held more than was approved', () => {
    const base = complete();
    const verdict = judgeRun({ ...base, fills: [...base.fills, fill('a', 0, 1)] });
    expect(verdict.duplicateOrders).toEqual([
      'leg of leg 0 (a) filled 10000001 of 10000000',
      'leg 0 held 10000001 of 10000000 approved',
    ]);
  });

  it('a second order for a leg while the first could still fill', () => {
    const base = complete();
    const verdict = judgeRun({
      ...base,
      intents: [
        ...base.intents,
        intent({ clientOrderId: 'c', purpose: 'finish', createdAt: 150, state: 'rejected', booked: 0 }),
      ],
    });
    expect(verdict.duplicateOrders).toEqual(['leg of leg 0 (a) filled after finish of leg 0 (c) was decided on']);
  });

  it('an order without an intent, a fill without one, and an order that rests', () => {
    const base = complete();
    const stray = { platform: 'kalshi', venueOrderId: '9', clientOrderId: null, isResting: true } as const;
    const verdict = judgeRun({
      ...base,
      orders: [...base.orders, stray],
      fills: [...base.fills, fill(null, 0, -1, 400)],
    });
    expect(verdict.forgottenOrders).toEqual([
      'order 9 at kalshi has no intent',
      'order 9 still rests at kalshi',
      'a fill of -1 in leg 0 has no intent',
    ]);
  });

  it('a fill that was never booked, an order left in doubt, a trade left in flight', () => {
    const base = complete();
    const verdict = judgeRun({
      ...base,
      trade: { state: 'executing', reason: 'waits', updatedAt: 1 },
      intents: [{ ...base.intents[0]!, booked: 0, state: 'in-doubt' }, base.intents[1]!],
      provisionalFills: 1,
    });
    expect(verdict.forgottenOrders).toEqual([
      'the trade is still executing: waits',
      '1 fills are still provisional',
      'leg of leg 0 (a) filled 10000000, booked are 0',
      'leg of leg 0 (a) is left in-doubt',
    ]);
  });

  it('an end with unequal legs that is not called naked', () => {
    const base = complete();
    const legs = [base.legs[0]!, { ...base.legs[1]!, filled: 0 }];
    expect(judgeRun({ ...base, legs }).forgottenOrders).toEqual([
      'the trade is complete with 10000000 and 0 contracts',
    ]);
    expect(judgeRun({ ...base, legs, trade: { ...base.trade, state: 'naked' } }).forgottenOrders).toEqual([]);
  });

  it('an exit that sells the leg that was not filled', () => {
    const verdict = judgeRun(unwound({ legIndex: 1 }));
    expect(verdict.wrongLegUnwinds).toEqual([
      'unwind of leg 0 (c) took it from 0 to -10000000 while the others held 10000000',
      'leg 1 was sold down to -10000000',
    ]);
  });

  it('an exit that sells more than what was too much, or buys more than what was missing', () => {
    const base = complete();
    const sells = intent({ clientOrderId: 'c', purpose: 'unwind', action: 'sell', createdAt: 300 });
    const buys = intent({ clientOrderId: 'c', purpose: 'finish', createdAt: 300 });
    const sold = judgeRun({
      ...base,
      intents: [...base.intents, sells],
      fills: [...base.fills, fill('c', 0, -1, 400)],
    });
    expect(sold.wrongLegUnwinds).toEqual([
      'unwind of leg 0 (c) took it from 10000000 to 9999999 while the others held 10000000',
    ]);
    const bought = judgeRun({
      ...base,
      intents: [...base.intents, buys],
      fills: [...base.fills, fill('c', 0, 1, 400)],
    });
    expect(bought.wrongLegUnwinds).toEqual([
      'finish of leg 0 (c) took it from 10000000 to 10000001 while the others held 10000000',
    ]);
  });

  it('a micro-dollar too much, a contract too few, a ledger that does not sum to zero', () => {
    const balances = [
      { what: 'cash at kalshi', ours: 1_000_001, theirs: 1_000_000 },
      { what: 'no polymarket:P', ours: TEN, theirs: TEN - 1 },
    ];
    expect(judgeRun(complete({ balances, ledgerTotal: -1 })).conservationErrors).toEqual([
      'cash at kalshi: ours 1000001, theirs 1000000',
      'no polymarket:P: ours 10000000, theirs 9999999',
      'the ledger sums to -1',
    ]);
  });
});
