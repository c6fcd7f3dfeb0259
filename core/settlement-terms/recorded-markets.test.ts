import { describe, expect, it } from 'vitest';
import { classifyMarket } from './classify-market.js';
import { hasRecordings, RECORDED_FOLDER, recordedMarkets } from './testing/recorded-markets.js';
import { textsOf, valuesOf } from './testing/values-of.js';
import { plainText } from './text/plain-text.js';

if (!hasRecordings) console.warn(`skipping tests on recorded markets: ${RECORDED_FOLDER} is absent`);

/** How many are read at least, as docs/settlement-terms.md says. */
const FLOORS: Readonly<Record<string, number>> = {
  'kalshi daily-maximum': 100,
  'kalshi daily-minimum': 89,
  'kalshi figure': 8,
  'kalshi game-winner': 157,
  'kalshi price-at': 159,
  'kalshi spread': 328,
  'kalshi total': 737,
  'kalshi up-down': 7,
  'polymarket figure': 34,
  'polymarket game-winner': 480,
  'polymarket price-at': 9,
  'polymarket spread': 53,
  'polymarket total': 83,
  'polymarket touch': 2,
  'polymarket up-down': 2,
};

/** Why others are not, and how many at most: one more would be a text that was read before. */
const REFUSALS: Readonly<Record<string, number>> = {
  'kalshi figure no-source': 20,
  'kalshi game unknown-class': 1265,
  'kalshi none no-rules': 5,
  'kalshi none unknown-class': 1109,
  'kalshi price no-source': 101,
  'kalshi price unknown-source': 1,
  'polymarket figure contradiction': 4,
  'polymarket game unknown-class': 730,
  'polymarket none unknown-class': 298,
  'polymarket price unknown-alias': 4,
  'polymarket price unknown-class': 2,
  'polymarket price unknown-source': 2,
};

describe.skipIf(!hasRecordings)('recorded markets', () => {
  const markets = hasRecordings ? recordedMarkets() : [];
  const classified = markets.map((market) => ({ market, terms: classifyMarket(market) }));

  it('are read as far as the table says, and refused for no other reasons', () => {
    const counts: Record<string, number> = {};
    for (const { market, terms } of classified) {
      const what = terms.kind === 'unclassified' ? `${terms.family ?? 'none'} ${terms.reason}` : terms.kind;
      const key = `${market.platform} ${what}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    const fewer = Object.entries(FLOORS).filter(([key, floor]) => (counts[key] ?? 0) < floor);
    expect(fewer).toEqual([]);
    const more = Object.entries(counts).filter(([key, count]) => !(key in FLOORS) && count > (REFUSALS[key] ?? 0));
    expect(more).toEqual([]);
  });

  it('rest every field on words of their own texts or fields', () => {
    for (const { market, terms } of classified) {
      if (terms.kind === 'unclassified') continue;
      const said = [market.title, market.subtitle, market.event.title, market.rules, ...market.sources]
        .map(plainText)
        .join('\n');
      for (const text of textsOf(terms)) {
        // A field that rests on two places joins their words.
        for (const part of text.split(/; | … /)) {
          const found = part.split(' ').every((word) => said.includes(word));
          expect(found ? '' : `${market.id}: "${part}"`).toBe('');
        }
      }
    }
  });

  it('have no number in their condition that could be another without changing the terms', () => {
    let changes = 0;
    for (const { market, terms } of classified.filter((_, index) => index % 10 === 0)) {
      if (terms.kind === 'unclassified' || market.platform !== 'kalshi') continue;
      const { rules } = market;
      const before = JSON.stringify(valuesOf(terms));
      const condition = rules.slice(0, rules.indexOf('the market resolves to Yes'));
      for (const number of condition.matchAll(/(?<!U-)\d+/g)) {
        const more = String(Number(number[0]) + 1);
        const changed = rules.slice(0, number.index) + more + rules.slice(number.index + number[0].length);
        const after = JSON.stringify(valuesOf(classifyMarket({ ...market, rules: changed })));
        expect(after === before ? `${market.id}: ${number[0]} → ${more}` : '').toBe('');
        changes++;
      }
    }
    expect(changes).toBeGreaterThan(500);
  });
});
