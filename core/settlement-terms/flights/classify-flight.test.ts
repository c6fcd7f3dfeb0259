import { describe, expect, it } from 'vitest';
import type { Market } from '../../domain/market.js';
import { classifyMarket } from '../classify-market.js';
import { aMarket } from '../testing/a-market.js';
import { refusalOf } from '../testing/refusal-of.js';
import { valuesOf } from '../testing/values-of.js';

const RULES =
  'If flight UA 123 from San Francisco to Newark, scheduled to arrive on Nov 21, 2026, arrives at its gate no more than 15 minutes after its scheduled arrival time according to FlightAware, then the market resolves to Yes.\n\nIf the flight is cancelled or diverted, the market resolves to No.';
const flight = (from: string | RegExp = '', to: string = '', change: Partial<Market> = {}) =>
  aMarket('kalshi', {
    title: 'Will United flight UA 123 be on time on Nov 21, 2026?',
    rules: RULES.replace(from, to),
    ...change,
  });

describe('flights', () => {
  it('are on time within so many minutes of the scheduled arrival', () => {
    expect(valuesOf(classifyMarket(flight()))).toEqual({
      kind: 'on-time',
      needs: [{ type: 'flights', symbol: 'ua123-2026-11-21' }],
      flight: 'UA123',
      day: '2026-11-21',
      delay: { kind: 'below', strike: 15, ties: true },
      arrival: 'gate',
      source: 'flightaware',
      cancelled: 'no',
    });
  });

  it('are late by more', () => {
    expect(valuesOf(classifyMarket(flight('no more than 15', 'more than 30')))).toMatchObject({
      delay: { kind: 'above', strike: 30, ties: false },
    });
  });

  it.each<[string, Market, string]>([
    ['an airline of no list', flight(/UA 123/g, 'ZZ 123', { title: 'On time?' }), 'unknown-alias'],
    ['another flight in the title', flight('UA 123', 'UA 124'), 'contradiction'],
    ['another day in the title', flight('Nov 21', 'Nov 22'), 'contradiction'],
    ['no source', flight(' according to FlightAware', ''), 'no-source'],
    ['another source', flight('FlightAware', 'Flightradar24'), 'unknown-source'],
    ['neither gate nor landing', flight('arrives at its gate', 'arrives'), 'ambiguous'],
    ['no rule for cancelled flights', flight(/\n\n.*/, ''), 'tie-missing'],
    ['no minutes', flight('no more than 15 minutes after', 'at'), 'strike-missing'],
  ])('are refused with %s', (_, market, reason) => {
    expect(refusalOf(market)).toBe(`flight ${reason}`);
  });
});
