import { describe, expect, it } from 'vitest';
import type { Market } from '../../domain/market.js';
import { classifyMarket } from '../classify-market.js';
import { aMarket } from '../testing/a-market.js';
import { refusalOf } from '../testing/refusal-of.js';
import { valuesOf } from '../testing/values-of.js';

const closeTime = Date.UTC(2026, 10, 12, 13, 25);
const read = (market: Market) => valuesOf(classifyMarket(market));
const YES = ', then the market resolves to Yes.';
const kalshi = (condition: string, change: Partial<Market> = {}) =>
  aMarket('kalshi', {
    title: 'How much?',
    rules: `If ${condition}${YES}`,
    sources: ['Bureau of Labor Statistics'],
    closeTime,
    ...change,
  });
const above = (strike: number, ties = false) => ({ kind: 'above', strike, ties });
const CPI = 'the Consumer Price Index (CPI) increases by more than 0.2% (single-decimal) in October 2026';

describe('figures', () => {
  it('have a series, a period, a comparison with a published number, and a publisher', () => {
    const strike = { type: 'greater', floor: 0.2, cap: null };
    const rules = `If ${CPI}${YES}\n\nThe first official release counts; revisions will not be considered.`;
    expect(read(kalshi('', { rules, strike, title: 'Will CPI rise more than 0.2% in October 2026?' }))).toEqual({
      kind: 'figure',
      needs: [{ type: 'economics', symbol: 'cpiaucsl' }],
      figure: 'cpi-month',
      period: '2026-10',
      condition: above(0.2),
      unit: 'percent',
      published: 1,
      source: 'Bureau of Labor Statistics',
      release: 'first',
    });
  });

  it.each([
    [
      'the Consumer Price Index (CPI) increases by more than 3.8% in the twelve months ending October 2026',
      'cpi-year',
      'cpiaucns',
      '2026-10',
    ],
    ['core CPI increases by more than 0.3% in October 2026', 'core-cpi-month', 'cpilfesl', '2026-10'],
    [
      'core CPI increases by more than 3.1% in the twelve months ending October 2026',
      'core-cpi-year',
      'cpilfens',
      '2026-10',
    ],
    [
      'the seasonally adjusted unemployment rate (U-3) is above 4.4% in October 2026',
      'unemployment',
      'unrate',
      '2026-10',
    ],
    [
      'the increase in total non-farm payroll employment is above 150000 for the month of October 2026',
      'payrolls',
      'payems',
      '2026-10',
    ],
  ])('are told apart: %s', (condition, figure, symbol, period) => {
    const title = condition.startsWith('core') ? 'Core inflation?' : 'How much?';
    expect(read(kalshi(condition, { title }))).toMatchObject({
      figure,
      period,
      needs: [{ type: 'economics', symbol }],
    });
  });

  it('of weeks and quarters have theirs', () => {
    const claims = kalshi('there are at least 230,000 initial jobless claims for the week ending Nov 7, 2026', {
      sources: ['Department of Labor'],
    });
    expect(read(claims)).toMatchObject({
      figure: 'initial-claims',
      period: '2026-11-07',
      condition: above(230_000, true),
      unit: 'count',
    });
    const gdp = kalshi('real GDP increases by more than 2.5% in Q3 2026', { sources: ['Bureau of Economic Analysis'] });
    expect(read(gdp)).toMatchObject({ figure: 'real-gdp-growth', period: '2026-Q3', condition: above(2.5) });
  });

  it.each<[string, Market, string]>([
    ['no publisher', kalshi(CPI, { sources: [] }), 'no-source'],
    ['another publisher', kalshi(CPI, { sources: ['Truflation'] }), 'no-source'],
    ['no month', kalshi('the Consumer Price Index (CPI) increases by more than 0.2%'), 'time-missing'],
    ['another month in the title', kalshi(CPI, { title: 'CPI in September 2026?' }), 'contradiction'],
    ['another number in the title', kalshi(CPI, { title: 'Will CPI rise more than 0.3%?' }), 'contradiction'],
    ['another basket in the title', kalshi(CPI, { title: 'Core CPI?' }), 'contradiction'],
    [
      'a strike with a tie',
      kalshi(CPI, { strike: { type: 'greater_or_equal', floor: 0.2, cap: null } }),
      'contradiction',
    ],
    ['a number finer than what is published', kalshi(CPI.replace('0.2%', '0.25%')), 'contradiction'],
    ['the unadjusted month', kalshi(`${CPI}, not seasonally adjusted`), 'unknown-alias'],
    ['another country', kalshi(CPI.replace('the Consumer', "Canada's Consumer")), 'unknown-alias'],
    ['another unemployment', kalshi('the unemployment rate (U-6) is above 8% in October 2026'), 'unknown-alias'],
    ['the unemployment of some', kalshi('the Black unemployment rate is above 8% in October 2026'), 'unknown-alias'],
    [
      'the unemployment of a state',
      kalshi('the unemployment rate in Texas is above 4% in October 2026'),
      'unknown-alias',
    ],
    ['a part of the basket', kalshi(CPI.replace('(CPI)', '(CPI) for shelter')), 'unknown-alias'],
    ['a denied comparison', kalshi(CPI.replace('increases by', 'does not increase by')), 'ambiguous'],
    ['two figures', kalshi(`${CPI} and the unemployment rate is above 4.4%`), 'unknown-class'],
    ['a count in percent', kalshi('the unemployment rate is above 4 in October 2026'), 'ambiguous'],
    ['a fall', kalshi(CPI.replace('increases', 'decreases')), 'ambiguous'],
    ['any month', kalshi(`${CPI} or for any month after`), 'unknown-class'],
  ])('are refused with %s', (_, market, reason) => {
    expect(refusalOf(market)).toBe(`figure ${reason}`);
  });

  it('of Polymarket are refused when the rules name two months', () => {
    const rules = (first: string) =>
      `This is a market on month-to-month inflation, as measured by the Bureau of Labor Statistics (CPI-U), ${first}.\n\nThis market will resolve to “Yes” if the index increased by more than 0.3 percent (on a seasonally adjusted basis) from September to October 2026 and “No“ otherwise.\n\nThe release is currently scheduled for November 12, 2026. The BLS reports to only one decimal point (e.g. 0.7%).`;
    const title = 'Will U.S. inflation be greater than 0.3% from September to October 2026?';
    const market = (first: string) => aMarket('polymarket', { title, rules: rules(first), closeTime });
    expect(read(market('from September to October 2026'))).toMatchObject({
      figure: 'cpi-month',
      period: '2026-10',
      condition: above(0.3),
    });
    expect(refusalOf(market('from August to September 2026'))).toBe('figure contradiction');
  });
});

describe("the Federal Reserve's target", () => {
  const level = (words: string, change: Partial<Market> = {}) =>
    kalshi(
      `the upper bound of the target federal funds rate published on the Federal Reserve's official website is ${words} following the Fed's December 2026 meeting`,
      {
        sources: [],
        title: 'Fed funds rate after the December 2026 meeting?',
        ...change,
      },
    );

  it('is compared strictly at Kalshi', () => {
    expect(read(level('greater than 4.00%', { strike: { type: 'greater', floor: 4, cap: null } }))).toMatchObject({
      figure: 'fed-target-upper',
      needs: [{ type: 'economics', symbol: 'dfedtaru' }],
      period: '2026-12',
      condition: above(4),
      unit: 'percent',
      published: 2,
    });
    expect(refusalOf(level('greater than 4.00%', { title: 'Fed funds rate after the January 2027 meeting?' }))).toBe(
      'figure contradiction',
    );
    expect(refusalOf(level('as expected'))).toBe('figure strike-missing');
  });

  it.each([
    ['Hike of 0bps', { kind: 'between', low: 0, high: 0, lowTies: true, highTies: true }],
    ['Cut of 25bps', { kind: 'between', low: -25, high: -25, lowTies: true, highTies: true }],
    ['Cut of >25bps', { kind: 'below', strike: -25, ties: false }],
    ['Hike of more than 25 basis points', { kind: 'above', strike: 25, ties: false }],
  ])('changes at Kalshi by a %s', (move, condition) => {
    const market = kalshi(`the Federal Reserve does a ${move} on December 9, 2026`, {
      title: 'Fed decision at their December 2026 meeting?',
      sources: [],
    });
    expect(read(market)).toMatchObject({
      figure: 'fed-target-upper-change',
      period: '2026-12-09',
      condition,
      unit: 'basis-points',
    });
  });

  it('is refused at Kalshi when the title names another change or meeting', () => {
    const decided = (title: string) =>
      kalshi('the Federal Reserve does a Cut of 25bps on December 9, 2026', { title, sources: [] });
    expect(refusalOf(decided('Will the Federal Reserve Cut rates by 25bps at their December 2026 meeting?'))).toBe(
      'figure',
    );
    for (const title of [
      'Will the Federal Reserve Cut rates by >25bps at their December 2026 meeting?',
      'Will the Federal Reserve Hike rates by 25bps at their December 2026 meeting?',
      'Will the Federal Reserve Cut rates by 25bps at their October 2026 meeting?',
    ])
      expect(refusalOf(decided(title))).toBe('figure contradiction');
  });

  const RULES =
    "The FED interest rates are defined in this market by the upper bound of the target federal funds range.\n\nThis market will resolve to the amount of basis points the upper bound of the target federal funds rate is changed by versus the level it was prior to the Federal Reserve's December 2026 meeting.\n\nThe resolution source for this market is the FOMC’s statement after its meeting scheduled for December 8-9, 2026 according to the official calendar.";
  const poly = (title: string, subtitle: string) =>
    aMarket('polymarket', { title, subtitle, rules: RULES, closeTime: Date.UTC(2026, 11, 9) });

  it.each([
    ['Will the Fed decrease interest rates by 25 bps after the December 2026 meeting?', '25 bps decrease', -25, -25],
    ['Will there be no change in Fed interest rates after the December 2026 meeting?', 'No change', 0, 0],
    ['Will the Fed increase interest rates by 25 bps after the December 2026 meeting?', '25 bps increase', 25, 25],
  ])('changes at Polymarket: %s', (title, subtitle, low, high) => {
    expect(read(poly(title, subtitle))).toMatchObject({
      period: '2026-12-09',
      condition: { kind: 'between', low, high },
    });
  });

  it('changes at Polymarket by so much and more', () => {
    const more = poly(
      'Will the Fed decrease interest rates by 50+ bps after the December 2026 meeting?',
      '50+ bps decrease',
    );
    expect(read(more)).toMatchObject({ condition: { kind: 'below', strike: -50, ties: true } });
    const spelled = { ...more, title: more.title.replace('50+ bps', '50 bps or more') };
    expect(read(spelled)).toMatchObject({ condition: { kind: 'below', strike: -50, ties: true } });
    expect(refusalOf({ ...more, title: more.title.replace('by 50+', 'by more than 50') })).toBe(
      'figure strike-missing',
    );
    expect(refusalOf({ ...more, title: more.title.replace('50+ bps', '50 bps or less') })).toBe('figure ambiguous');
    expect(refusalOf({ ...more, subtitle: '25 bps decrease' })).toBe('figure contradiction');
    expect(refusalOf({ ...more, title: more.title.replace('December', 'October') })).toBe('figure contradiction');
  });
});
