import { describe, expect, it } from 'vitest';
import { aListing } from './a-listing.js';
import { readFacts } from './read-facts.js';

const facts = (title: string, known = {}) => readFacts(aListing('kalshi', title, known));
const tokens = (title: string) => facts(title).tokens.toSorted();

describe('readFacts', () => {
  it('gives differently written titles the same tokens', () => {
    expect(tokens('Will Karla Sofía Gascón win Best Actress at the Academy Awards?')).toEqual(
      tokens('Karla Sofia Gascon: winner of best actress, Oscars'),
    );
    expect(tokens('Will the Dutch Prime Minister resign?')).toEqual(tokens('Netherlands: resignation of the premier'));
    expect(tokens('Will \u2068Ana\u2069 win “X”?')).toEqual(tokens("Will Ana win 'X'?"));
  });

  it('tells quantities from dates', () => {
    expect(facts('Bitcoin above $100k on Jul 31, 2026 at 5 PM ET?')).toMatchObject({
      numbers: [100_000],
      years: [2026],
    });
    expect(facts('Between 4.25% and 4.50% or 1.5M by end of 2026').numbers).toEqual([4.25, 4.5, 1_500_000]);
  });

  it('gives the window with the zone that the text names, Eastern where it names none', () => {
    expect(facts('BTC on July 31, 2026 at 12:00 UTC')).toMatchObject({ from: Date.UTC(2026, 6, 31, 12) });
    expect(facts('Something on December 5, 2026')).toMatchObject({
      from: Date.UTC(2026, 11, 5, 5),
      to: Date.UTC(2026, 11, 6, 5),
    });
    expect(facts('Something before Feb 1, 2026')).toMatchObject({ from: null, to: Date.UTC(2026, 1, 1, 5) });
    expect(facts('Something by January 31, 2026')).toMatchObject({ from: null, to: Date.UTC(2026, 1, 1, 5) });
    expect(facts('Something else')).toMatchObject({ from: null, to: null, years: [] });
  });

  it('completes a year only from something else that is known', () => {
    const title = 'Will it happen on Oct 10th?';
    expect(facts(title).years).toEqual([]);
    expect(facts(title, { id: 'KXSONG-25OCT10-X' })).toMatchObject({ years: [2025], from: Date.UTC(2025, 9, 10, 4) });
    expect(facts(title, { closeTime: Date.UTC(2026, 9, 11) }).from).toBe(Date.UTC(2026, 9, 10, 4));
  });

  it('knows the year of an edition', () => {
    expect(facts('Best Picture at the 98th Academy Awards').years).toEqual([2026]);
    expect(facts('Best Rap Album at the 68th Annual GRAMMY Awards').years).toEqual([2026]);
    expect(facts('Super Bowl LX winner').years).toEqual([2026]);
  });
});
