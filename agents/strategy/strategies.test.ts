import { anEntry } from '@pm-arbitrage/core/allocations/testing/an-allocation.js';
import { parsePrice, parseQuantity, parseUsd } from '@pm-arbitrage/core/money/money.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAtomicArb } from './atomic-arb.js';
import { kellySize } from './kelly-size.js';
import { createLegAndHedge } from './leg-and-hedge.js';
import { createMeanReversion } from './mean-reversion.js';
import { createOraclePatient } from './oracle-patient.js';
import { createOracleSniper } from './oracle-sniper.js';
import type { Strategy, StrategyView } from './strategy.js';
import { aBook, aContract, aFairValue, anOwnTrade, aPair, aView, settings, T0 } from './strategy-fixtures.js';

const CENT_SPREAD = (bid: string, ask: string) => aBook('kalshi:K', [[bid, '500']], [[ask, '500']]);
const pairBooks = (kalshi: string, polymarket: string) => [
  aBook('kalshi:K', [], [['0.45', kalshi]]),
  aBook('polymarket:P', [['0.55', polymarket]], []),
];
const all: readonly Strategy[] = [
  createAtomicArb,
  createLegAndHedge,
  createMeanReversion,
  createOraclePatient,
  createOracleSniper,
].map((create) => create(settings));
/** An opportunity that a strategy takes. */
const welcome = (strategy: Strategy, change: Partial<Opportunity> = {}): Opportunity =>
  strategy.kinds.includes('cross-venue')
    ? aPair(change)
    : aContract('0.45', aFairValue(0.6), { kind: strategy.kinds[0] ?? 'spike', ...change });
const within = (change: Parameters<typeof aView>[0] = {}): StrategyView =>
  aView({ books: [...pairBooks('500', '500')], ...change });

describe.each(all.map((strategy) => [strategy.name, strategy] as const))('%s', (_, strategy) => {
  it('trades what it is made for, and the same in the same view', () => {
    const decision = strategy.decide(welcome(strategy), within());
    expect(decision.kind).toBe('trade');
    expect(strategy.decide(welcome(strategy), within())).toEqual(decision);
  });

  it.each<[string, Partial<Opportunity>, Parameters<typeof aView>[0]]>([
    ['no capital', {}, { allocation: null }],
    ['no capital', {}, { allocation: anEntry('s', '0', 'paused') }],
    ['expired', { expiresAt: T0 - 1 }, {}],
    ['suspiciously good', { suspicious: true }, {}],
    ['its game or window runs, and that is not certain enough', { inPlay: { confident: true, executable: false } }, {}],
    ['its game or window runs, and that is not certain enough', { inPlay: { confident: false, executable: true } }, {}],
    ['already in flight', {}, { own: [anOwnTrade()] }],
    ['about to resolve', { resolutionTime: T0 }, {}],
  ])('passes: %s', (reason, change, seen) => {
    expect(strategy.decide(welcome(strategy, change), within(seen))).toEqual({ kind: 'pass', reason });
  });
});

describe('stakes', () => {
  it('are a part of Kelly on the worst plausible probability, in lots, of the capital', () => {
    // (0.6 − 0.5) ÷ 0.5 = 0.2 of the capital, a quarter of it: $50 at 50 cents.
    const opportunity = aContract('0.50', aFairValue(0.6), {
      quantity: parseQuantity('1000'),
      totalCost: parseUsd('500'),
    });
    expect(kellySize(opportunity, parseUsd('1000'), { fraction: 0.25, most: 1 })).toBe(parseQuantity('100'));
    expect(kellySize(opportunity, parseUsd('1000'), { fraction: 0.25, most: 0.01 })).toBe(parseQuantity('20'));
    expect(kellySize(aContract('0.50', aFairValue(0.5)), parseUsd('1000'), { fraction: 1, most: 1 })).toBe(0);
  });

  it('never exceed their share of the capital, nor what is offered', () => {
    const cents = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(
        cents,
        cents,
        fc.integer({ min: 0, max: 100_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (at, q, capital, most) => {
          const opportunity = aContract((at / 100).toFixed(2), aFairValue(q / 100));
          const size = kellySize(opportunity, parseUsd(String(capital)), { fraction: 1, most });
          expect(size).toBeLessThanOrEqual(opportunity.quantity);
          expect((size * at) / 100).toBeLessThanOrEqual(capital * 1_000_000 * most + 1);
          if (q <= at) expect(size).toBe(0);
        },
      ),
    );
  });
});

describe('oracle-sniper', () => {
  it('leaves alone what lags by less than its threshold', () => {
    const sniper = createOracleSniper({ ...settings, sniperEdge: 0.05 });
    expect(sniper.decide(aContract('0.45', aFairValue(0.499)), aView())).toEqual({
      kind: 'pass',
      reason: 'too small an edge',
    });
    expect(sniper.decide(aContract('0.45', aFairValue(0.501)), aView())).toMatchObject({ kind: 'trade' });
  });
});

describe('leg-and-hedge', () => {
  it('takes the scarce leg first, whichever it is', () => {
    const strategy = createLegAndHedge(settings);
    const order = (kalshi: string, polymarket: string) =>
      strategy.decide(aPair(), aView({ books: pairBooks(kalshi, polymarket) }));
    expect(order('100', '5000')).toMatchObject({
      order: [0, 1],
      execution: { style: 'first-leg', hedgeBy: T0 + 10_000 },
    });
    expect(order('5000', '100')).toMatchObject({ order: [1, 0] });
    expect(strategy.decide(aPair(), aView())).toEqual({ kind: 'pass', reason: 'no live book' });
  });
});

describe('oracle-patient', () => {
  const patient = createOraclePatient(settings);
  const quote = (at: string, change: Partial<Opportunity> = {}) =>
    aContract(at, aFairValue(0.6), { kind: 'fair-quote', ...change });
  const resting = anOwnTrade({
    kind: 'fair-quote',
    state: 'executing',
    execution: { style: 'rest', until: T0 + 60_000 },
    opportunity: quote('0.45'),
  });
  const review = (seen: readonly Opportunity[], own = [resting]) => patient.review?.(aView({ own, seen }));

  it('rests an order for a while', () => {
    expect(patient.decide(quote('0.45'), aView())).toMatchObject({ execution: { style: 'rest', until: T0 + 120_000 } });
  });

  it('lets it rest while the same price is fair, and takes it back when it is not, or the edge is gone', () => {
    expect(review([quote('0.45')])).toEqual([]);
    expect(review([quote('0.44')])).toMatchObject([{ kind: 'withdraw', reason: expect.stringContaining('fell') }]);
    expect(review([quote('0.46')])).toMatchObject([{ kind: 'withdraw', reason: expect.stringContaining('better') }]);
    expect(review([])).toMatchObject([{ kind: 'withdraw', reason: 'the edge is gone' }]);
    expect(review([quote('0.45', { expiresAt: T0 - 1 })])).toMatchObject([{ kind: 'withdraw' }]);
    expect(review([], [{ ...resting, state: 'complete' }])).toEqual([]);
    expect(review([], [{ ...resting, opportunity: null }])).toMatchObject([{ kind: 'withdraw' }]);
  });
});

describe('mean-reversion', () => {
  const strategy = createMeanReversion(settings);
  const held = anOwnTrade({ opportunity: aContract('0.40', aFairValue(0.5), { kind: 'spike' }) });
  const review = (bid: string, change: Partial<StrategyView> = {}) =>
    strategy.review?.({ ...aView({ own: [held], books: [CENT_SPREAD(bid, '0.99')] }), ...change });

  it('sells, by buying the other side, when most of the way back is done', () => {
    expect(review('0.46')).toEqual([]);
    expect(review('0.47')).toEqual([
      { kind: 'close', tradeId: 't', limitPrice: parsePrice('0.53'), reason: 'back at its mean' },
    ]);
  });

  it('gives up what falls further, and what takes too long', () => {
    expect(review('0.33')).toEqual([]);
    expect(review('0.32')).toMatchObject([{ reason: 'fell further' }]);
    expect(review('0.40', { now: T0 + settings.reversionMs })).toMatchObject([{ reason: 'its time is over' }]);
  });

  it('does nothing where it is being sold already, where nothing is held, or where no book shows a price', () => {
    expect(review('0.47', { own: [held, anOwnTrade({ tradeId: 'u', closes: 't', state: 'requested' })] })).toEqual([]);
    expect(review('0.47', { own: [{ ...held, state: 'executing' }] })).toEqual([]);
    expect(strategy.review?.(aView({ own: [held] }))).toEqual([]);
  });
});

it('leg-and-hedge takes no first leg that it could not take back before the end', () => {
  const view = within();
  const kindAt = (resolutionTime: number) => createLegAndHedge(settings).decide(aPair({ resolutionTime }), view).kind;
  expect(kindAt(view.now + 2 * settings.hedgeMs + 1)).toBe('trade');
  expect(kindAt(view.now + 2 * settings.hedgeMs)).toBe('pass');
});

it('bids hopefully at first: one that failed does not yield for good to many that did not', () => {
  const oddsAfter = (tried: number, whole: number) => {
    const decision = createAtomicArb(settings).decide(aPair(), aView({ record: { tried, whole } }));
    return decision.kind === 'trade' ? decision.odds : null;
  };
  expect(oddsAfter(0, 0)).toBe(1);
  expect(oddsAfter(1, 0)).toBeGreaterThan(oddsAfter(50, 46) ?? 1);
  expect(oddsAfter(20, 0)).toBe(0.5);
});
