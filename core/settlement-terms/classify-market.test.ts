import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../clock/system-clock.js';
import type { Market, Strike } from '../domain/market.js';
import { classifyMarket } from './classify-market.js';
import { aMarket, CLOSES } from './testing/a-market.js';
import {
  chainlinkTwap,
  dailyUpDown,
  HOURLY_UP_DOWN,
  kalshiHourly,
  kalshiQuarter,
  noonAbove,
} from './testing/price-texts.js';
import { refusalOf } from './testing/refusal-of.js';
import { textsOf } from './testing/values-of.js';
import { LONGEST_TEXT } from './text/market-text.js';
import { refusalReasons } from './unclassified.js';

const FRAGMENTS =
  `If|the market resolves to Yes|CF Benchmarks|BRTI|SOLUSD_RTI|simple average of the sixty seconds|Chainlink|60-second TWAP|BTC/USD|BTC/USDT|Binance 1 minute candle|"Close"|"High"|12:00|5 PM EDT|ET|before|on Nov 21, 2026|Nov 20 '26|above 84,000|at least 5|between 72-73°|50-50|maximum temperature recorded at|Miami|Central Park|Climatological Report|The Weather Company|Buffalo|vs|Miami professional football game|originally scheduled for|wins|by more than 3.5 points|collectively score|Consumer Price Index|unemployment rate|increases by more than 0.2%|in October 2026|Bureau of Labor Statistics|upper bound of the target federal funds rate|meeting|flight UA 123|arrives|FlightAware|cancelled|TBD|$|-|.|,|%|°|"|(|)`.split(
    '|',
  );
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 40 }).map((parts) => parts.join(' ')),
  fc.constantFrom(
    kalshiHourly('above 84249.99'),
    kalshiQuarter(),
    noonAbove(),
    HOURLY_UP_DOWN,
    dailyUpDown('Equal is 50-50.'),
    chainlinkTwap(),
  ),
);
const numbers = fc.option(fc.double(), { nil: null });
const strikes: fc.Arbitrary<Strike | null> = fc.option(
  fc.record({
    type: fc.constantFrom('greater', 'greater_or_equal', 'less', 'between', 'structured', ''),
    floor: numbers,
    cap: numbers,
  }),
  { nil: null },
);
const markets: fc.Arbitrary<Market> = fc
  .record({
    platform: fc.constantFrom('kalshi' as const, 'polymarket' as const),
    title: texts,
    subtitle: texts,
    rules: texts,
    strike: strikes,
    sources: fc.array(texts, { maxLength: 2 }),
    closeTime: fc.oneof(fc.constant(CLOSES), fc.integer({ min: 0, max: 4e12 })),
  })
  .map(({ platform, ...change }) => aMarket(platform, change));

describe('any text', () => {
  it('gets an answer whose fields rest on words, and the same answer again', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(markets, (market) => {
        const terms = classifyMarket(market);
        kinds.add(terms.kind);
        expect(classifyMarket(market)).toEqual(terms);
        if (terms.kind === 'unclassified') {
          expect(refusalReasons).toContain(terms.reason);
          expect(terms.detail.length).toBeGreaterThan(0);
          return;
        }
        expect(terms.needs.length).toBeGreaterThan(0);
        for (const { symbol } of terms.needs) expect(symbol).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
        for (const text of textsOf(terms)) expect(text.trim()).not.toBe('');
      }),
      { numRuns: 3_000 },
    );
    expect(kinds.has('unclassified')).toBe(true);
  });

  it('of a megabyte is refused at once, and the longest that is read takes no longer than a moment', () => {
    const started = systemClock.monotonic();
    for (const fragment of [
      ...FRAGMENTS,
      ' ',
      '1',
      '1,',
      '1-',
      'a',
      '$1 or ',
      'between 1-1 ',
      'rounded to 1 decimal ',
    ]) {
      for (const length of [LONGEST_TEXT - 100, 1_000_000]) {
        const rules = fragment.repeat(Math.ceil(length / fragment.length)).slice(0, length);
        const begun = systemClock.monotonic();
        const terms = classifyMarket(aMarket('kalshi', { rules: `CF Benchmarks BRTI game scheduled for ${rules}` }));
        expect(terms.kind).toBe('unclassified');
        if (length === 1_000_000) expect(terms).toMatchObject({ reason: 'too-long' });
        expect(systemClock.monotonic() - begun).toBeLessThan(20_000);
      }
    }
    expect(systemClock.monotonic() - started).toBeLessThan(200_000);
  });
});

describe('markets of no family', () => {
  it.each([
    [
      'Will Klaus Iohannis be the next Secretary General of NATO?',
      'If Klaus Iohannis formally holds the position, then the market resolves to Yes.',
    ],
    [
      'Will it rain in New York City on Tuesday?',
      'If the number of inches of precipitation recorded at Central Park, New York on June 16, 2026 is strictly greater than 0, then the market resolves to Yes.',
    ],
    [
      'Will the S&P 500 be above 7599.9999?',
      'If the end-of-day S&P 500 index value on June 16, 2026 is above 7599.9999, then the market resolves to Yes.',
    ],
  ])('are not priced: %s', (title, rules) => {
    expect(refusalOf(aMarket('kalshi', { title, rules }))).toBe('none unknown-class');
  });

  it('without rules are not priced, whatever ticker and title say', () => {
    expect(refusalOf(aMarket('kalshi', { title: 'Bitcoin price above 84249.99 on Nov 21, 2026 at 12 PM EST?' }))).toBe(
      'none no-rules',
    );
  });

  it('with the words of two families are not priced', () => {
    const rules = `${kalshiHourly('above 84249.99')} The game is scheduled for Nov 21, 2026.`;
    expect(refusalOf(aMarket('kalshi', { rules }))).toBe('none ambiguous');
  });
});
