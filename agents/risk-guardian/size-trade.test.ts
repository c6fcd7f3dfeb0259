import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUsd, quantity, sumUsd, usd } from '@pm-arbitrage/core/money/money.js';
import { anOpportunity, aRequest, aState, capital, legOf, riskConfig } from './guardian-fixtures.js';
import { sizeTrade } from './size-trade.js';
import { watchLosses } from './watch-losses.js';

const none = new Map();
const config = riskConfig();
const costOf = (trade: ReturnType<typeof sizeTrade>) => sumUsd(trade.legs.map((leg) => leg.maxCost));
const costing = (cents: number) =>
  anOpportunity({
    legs: [
      legOf('kalshi', 'K', { cost: usd(cents * 500_000) }),
      legOf('polymarket', 'P', { cost: usd(cents * 500_000) }),
    ],
  });

describe('a trade', () => {
  it('is never larger than a tenth of the capital, with everything it reserves', () => {
    const trade = sizeTrade(aRequest('t'), aState({ allocations: capital('500') }), config, none);
    expect(costOf(trade)).toBeLessThanOrEqual(parseUsd('50'));
    expect(costOf(trade)).toBeGreaterThan(parseUsd('49.98'));
    expect(trade.reductions).toEqual(['largest trade']);
  });

  it('is half unless its net profit passes five percent', () => {
    const size = (cents: number) => sizeTrade(aRequest('t', costing(cents)), aState(), config, none).quantity;
    // 100 / 95.24 is 4.998 %, 100 / 95.23 is 5.009 %.
    expect(size(95.24)).toBe(50_000_000);
    expect(size(95.23)).toBe(100_000_000);
    const exact = { ...costing(95.24), roi: 0.05 };
    expect(sizeTrade(aRequest('t', exact), aState(), config, none).quantity).toBe(50_000_000);
  });

  it('is never above the thinnest leg, nor above what was asked', () => {
    const legs = [legOf('kalshi', 'K'), legOf('polymarket', 'P', { quantity: quantity(30_000_000) })];
    expect(sizeTrade(aRequest('t', anOpportunity({ legs })), aState(), config, none).quantity).toBe(30_000_000);
    const asked = aRequest('t', undefined, { quantity: quantity(7_000_000) });
    expect(sizeTrade(asked, aState(), config, none).quantity).toBe(7_000_000);
  });

  it('is a multiple of the lot', () => {
    const asked = aRequest('t', anOpportunity({ lot: quantity(1_000_000) }), { quantity: quantity(7_999_999) });
    expect(sizeTrade(asked, aState(), config, none).quantity).toBe(7_000_000);
  });

  it('uses the capital left to its strategy, so that the rule after it is content', () => {
    const other = {
      tradeId: 'o',
      strategy: 'atomic-arb',
      coverId: 'o',
      market: legOf('kalshi', 'O').market,
      event: 'o',
      platform: 'kalshi' as const,
      side: 'yes' as const,
      filled: quantity(1_000_000),
    };
    const left = {
      allocations: capital('1000'),
      commitments: [{ ...other, amount: parseUsd('960'), reserved: false }],
    };
    const trade = sizeTrade(aRequest('t'), aState(left), config, none);
    expect(costOf(trade)).toBeLessThanOrEqual(parseUsd('40'));
    expect(trade.reductions).toContain('capital left to the strategy');
  });

  it('keeps every bound together, whatever the numbers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 10, max: 99 }),
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 0, max: 5_000 }),
        (sets, cents, dollars, used) => {
          const leg = { quantity: quantity(sets * 1_000_000), cost: usd(sets * cents * 5_000), fee: usd(sets * 7) };
          const opportunity = anOpportunity({ legs: [legOf('kalshi', 'K', leg), legOf('polymarket', 'P', leg)] });
          const amount = usd(used * 1_000_000);
          const commitments = [
            {
              tradeId: 'o',
              strategy: 'atomic-arb',
              coverId: 'o',
              market: legOf('kalshi', 'O').market,
              event: 'o',
              platform: 'kalshi' as const,
              side: 'yes' as const,
              filled: quantity(1_000_000),
              amount,
              reserved: false,
            },
          ];
          const trade = sizeTrade(
            aRequest('t', opportunity),
            aState({ allocations: capital(String(dollars)), commitments }),
            config,
            none,
          );
          expect(trade.quantity % opportunity.lot).toBe(0);
          expect(trade.quantity).toBeLessThanOrEqual(opportunity.quantity);
          expect(trade.legs.every((each) => each.quantity === trade.quantity)).toBe(true);
          if (trade.quantity === 0) return;
          expect(costOf(trade)).toBeLessThanOrEqual(dollars * 100_000);
          expect(costOf(trade) + amount).toBeLessThanOrEqual(dollars * 1_000_000);
        },
      ),
    );
  });
});

describe('the loss limits', () => {
  const state = (equity: number, highWaterMark = 1_000, dayStartEquity = equity) =>
    aState({ equity: usd(equity), highWaterMark: usd(highWaterMark), dayStartEquity: usd(dayStartEquity) });

  it('halt everything at the stop from the high-water mark, which only rises', () => {
    expect([801, 800, 799].map((equity) => watchLosses(state(equity), config).kind)).toEqual(['none', 'halt', 'halt']);
    expect(watchLosses(state(950, 1_200), config).kind).toBe('halt');
    expect(watchLosses(state(0, 0, 0), config).kind).toBe('none');
  });

  it('pause at the daily loss, once a day', () => {
    const lost = (equity: number) => watchLosses(state(equity, 1_000, 1_000), config).kind;
    expect([901, 900, 899].map(lost)).toEqual(['none', 'pause', 'pause']);
    const paused = { ...state(850, 1_000, 1_000), day: '2026-11-21', pausedDay: '2026-11-21' };
    expect(watchLosses(paused, config).kind).toBe('none');
    expect(watchLosses({ ...paused, day: '2026-11-22' }, config).kind).toBe('pause');
  });
});
