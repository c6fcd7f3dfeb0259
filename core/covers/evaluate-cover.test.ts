import { describe, expect, it } from 'vitest';
import type { CoverKind } from '../domain/cover.js';
import type { FeeModel } from '../domain/fee-schedule.js';
import { marketId } from '../domain/platform.js';
import type { Level, PriceUpdate } from '../domain/price-update.js';
import { parsePrice, parseQuantity, parseUsd, type Price, type Usd } from '../money/money.js';
import { evaluateCover } from './evaluate-cover.js';
import type { LegInput } from './evaluation.js';

const polymarket = (ratePpm: number): FeeModel => ({ kind: 'polymarket', ratePpm, exponent: 1 });
const kalshi: FeeModel = { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'none' };

const levels = (...texts: readonly (readonly [string, string])[]): Level[] =>
  texts.map(([at, size]) => [parsePrice(at), parseQuantity(size)]);

function book(asks: Level[], bids: Level[] = [], change: Partial<PriceUpdate> = {}): PriceUpdate {
  const base = {
    market: marketId('kalshi', 'X'),
    epoch: 1,
    sequence: 1,
    status: 'live',
    venueTime: null,
    receivedAt: 0,
  };
  return { ...base, asks, bids, ...change } as PriceUpdate;
}

function leg(
  update: PriceUpdate,
  side: 'yes' | 'no',
  model: FeeModel,
  change: Partial<LegInput['market']> = {},
): LegInput {
  return {
    update,
    side,
    market: {
      fees: [{ from: 0, model }],
      lot: parseQuantity('0.01'),
      minQuantity: parseQuantity('0.01'),
      minNotional: 0 as Usd,
      priceRanges: [{ start: parsePrice('0'), end: parsePrice('1'), step: parsePrice('0.01') }],
      ...change,
    },
  };
}

const options = { at: 0, budget: parseUsd('1000') };
const evaluate = (legs: readonly LegInput[], change = {}, kind: CoverKind = 'cross-venue', floor = 10_000) =>
  evaluateCover({ kind, floor: floor as Price }, legs, { ...options, ...change });

const pair = (yes: Level[], no: Level[], change: Partial<LegInput['market']> = {}) => [
  leg(book(yes), 'yes', polymarket(50_000), change),
  leg(book([], no), 'no', polymarket(50_000), change),
];

describe('a cover below its floor', () => {
  it('earns what the reference computes for both sides at 0.48', () => {
    expect(evaluate(pair(levels(['0.48', '100']), levels(['0.52', '100'])))).toMatchObject({
      outcome: 'sized',
      quantity: parseQuantity('100'),
      totalCost: parseUsd('98.496'),
      fees: parseUsd('2.496'),
      payout: parseUsd('100'),
      netProfit: parseUsd('1.504'),
      legs: [
        { limitPrice: parsePrice('0.48'), cost: parseUsd('48'), fee: parseUsd('1.248') },
        { limitPrice: parsePrice('0.48'), cost: parseUsd('48'), fee: parseUsd('1.248') },
      ],
    });
  });

  it('stops at the level that no longer pays, though levels before it would carry it', () => {
    const legs = pair(levels(['0.40', '10'], ['0.50', '50']), levels(['0.52', '30'], ['0.50', '80']));
    const result = evaluate(legs);
    expect(result).toMatchObject({ outcome: 'sized', quantity: parseQuantity('10') });
  });

  it('walks both depths at once and quotes the worst level of each', () => {
    const legs = pair(levels(['0.40', '10'], ['0.41', '50']), levels(['0.56', '30'], ['0.55', '80']));
    expect(evaluate(legs)).toMatchObject({
      quantity: parseQuantity('60'),
      legs: [{ limitPrice: parsePrice('0.41') }, { limitPrice: parsePrice('0.45') }],
    });
  });

  it('leaves out a level that clears zero and not the hurdle, instead of averaging it in', () => {
    const legs = pair(levels(['0.40', '10'], ['0.47', '500']), levels(['0.52', '600']));
    const greedy = evaluate(legs);
    const careful = evaluate(legs, { hurdlePpm: 30_000 });
    expect(greedy).toMatchObject({ quantity: parseQuantity('510') });
    expect(greedy.outcome === 'sized' && greedy.roi < 0.03).toBe(true);
    expect(careful).toMatchObject({ outcome: 'sized', quantity: parseQuantity('10') });
  });

  it('spends at most the budget, fees included', () => {
    const result = evaluate(pair(levels(['0.48', '100']), levels(['0.52', '100'])), { budget: parseUsd('10') });
    expect(result).toMatchObject({ outcome: 'sized', quantity: parseQuantity('10.15'), totalCost: 9_997_360 });
  });

  it('pays k − 1 dollars for NO of every outcome of an exclusive event', () => {
    const no = (bid: string) => leg(book([], levels([bid, '20'])), 'no', kalshi);
    const result = evaluate([no('0.45'), no('0.40'), no('0.25')], {}, 'exclusive-no', 20_000);
    expect(result).toMatchObject({ outcome: 'sized', payout: parseUsd('40'), quantity: parseQuantity('20') });
    expect(result.outcome === 'sized' && result.totalCost - result.fees).toBe(parseUsd('38'));
  });

  it('trades in the lots that both venues have', () => {
    const legs = pair(levels(['0.40', '7.77']), levels(['0.56', '100']));
    const [first, second] = legs as [LegInput, LegInput];
    const result = evaluate([first, { ...second, market: { ...second.market, lot: parseQuantity('0.5') } }]);
    expect(result).toMatchObject({ quantity: parseQuantity('7.5') });
  });

  it('orders at an allowed price when a resting level lies between the steps of a coarser grid', () => {
    const result = evaluate(pair(levels(['0.4050', '10']), levels(['0.5550', '10'])));
    expect(result).toMatchObject({
      outcome: 'sized',
      legs: [
        { limitPrice: parsePrice('0.41'), cost: parseUsd('4.05') },
        { limitPrice: parsePrice('0.45'), cost: parseUsd('4.45') },
      ],
    });
  });
});

describe('a near miss', () => {
  const good = () => pair(levels(['0.40', '10']), levels(['0.56', '10']));

  it('names a broken book and the leg it belongs to', () => {
    const [first, second] = good() as [LegInput, LegInput];
    const broken = { ...second, update: { ...second.update, status: 'broken' as const, bids: [] } };
    expect(evaluate([first, broken])).toMatchObject({ reason: 'broken-book', leg: 1, bestPrice: null });
  });

  it('distrusts a crossed book, except in a complement, which is made of nothing else', () => {
    const crossed = book(levels(['0.40', '10']), levels(['0.56', '10']));
    const legs = [leg(crossed, 'yes', polymarket(0)), leg(crossed, 'no', polymarket(0))];
    expect(evaluate(legs)).toMatchObject({ reason: 'crossed', leg: 0 });
    expect(evaluate(legs, {}, 'complement')).toMatchObject({ outcome: 'sized', netProfit: parseUsd('1.6') });
  });

  it('says what the prices lack', () => {
    expect(evaluate(pair(levels(['0.50', '10']), levels(['0.49', '10'])))).toMatchObject({
      reason: 'unprofitable',
      bestPrice: parsePrice('1') + 100,
      bestEdge: -35_000,
    });
  });

  it('says when nothing is offered', () => {
    expect(evaluate(pair(levels(['0.40', '10']), []))).toMatchObject({ reason: 'no-depth', leg: 1 });
    expect(evaluate(good(), { maxQuantity: 0 })).toMatchObject({ reason: 'no-depth' });
  });

  it('says when fees eat the difference, and how much is missing', () => {
    expect(evaluate(pair(levels(['0.48', '10']), levels(['0.50', '10'])))).toMatchObject({
      reason: 'fees',
      bestPrice: parsePrice('0.98'),
      bestEdge: -4_980,
    });
  });

  it('says when there is a profit below the hurdle', () => {
    expect(evaluate(pair(levels(['0.48', '10']), levels(['0.52', '10'])), { hurdlePpm: 50_000 })).toMatchObject({
      reason: 'below-hurdle',
      best: { netProfit: parseUsd('0.1504') },
    });
  });

  it('says when the smallest order is more than the books hold, or is a loss', () => {
    const five = { minQuantity: parseQuantity('5') };
    expect(evaluate(pair(levels(['0.40', '4']), levels(['0.56', '10']), five))).toMatchObject({
      reason: 'below-minimum',
      leg: 0,
    });
    expect(evaluate(pair(levels(['0.40', '1'], ['0.80', '9']), levels(['0.56', '10']), five))).toMatchObject({
      reason: 'below-minimum',
      best: { quantity: parseQuantity('5') },
    });
    const dollar = { minNotional: parseUsd('10') };
    expect(evaluate(pair(levels(['0.40', '4']), levels(['0.56', '10']), dollar))).toMatchObject({
      reason: 'below-minimum',
    });
  });

  it('says when the smallest order costs more than the budget', () => {
    const legs = pair(levels(['0.40', '10']), levels(['0.56', '10']), { minQuantity: parseQuantity('5') });
    expect(evaluate(legs, { budget: parseUsd('1') })).toMatchObject({ reason: 'over-budget' });
  });
});
