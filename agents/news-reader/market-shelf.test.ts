import { aMarket } from '@pm-arbitrage/core/settlement-terms/testing/a-market.js';
import { describe, expect, it } from 'vitest';
import { MarketShelf } from './market-shelf.js';
import { aStory, T0 } from './testing/a-story.js';

const DAY = 86_400_000;
const confirmed = (name: string, office: string, id = `K-${name}`) => ({
  ...aMarket('kalshi', {
    title: `Will ${name} be confirmed as ${office} before Nov 30, 2026?`,
    subtitle: name,
    rules: `If the Senate confirms ${name} as ${office} before Nov 30, 2026, then the market resolves to Yes.`,
    closeTime: T0 + 9 * DAY,
  }),
  id: `kalshi:${id}` as never,
  strike: null,
  openTime: T0 - DAY,
});
const shelfOf = (...markets: readonly ReturnType<typeof confirmed>[]) => {
  const shelf = new MarketShelf();
  for (const market of markets) shelf.take(market);
  return shelf;
};
const WHITFIELD = confirmed('Dana Whitfield', 'Surgeon General');
const BRANDT = confirmed('Helen Brandt', 'Secretary of Energy');
const found = (shelf: MarketShelf, ...story: Parameters<typeof aStory>) =>
  shelf.about(aStory(...story)).map(({ market }) => market.title.slice(5, 18).trim());

describe('the markets that a story may be about', () => {
  const shelf = shelfOf(WHITFIELD, BRANDT);

  it('are those whose names it names and whose question it touches', () => {
    expect(found(shelf, 'Senate confirms Dana Whitfield as Surgeon General')).toEqual(['Dana Whitfiel']);
    expect(found(shelf, 'Vote tonight', { summary: 'Dana Whitfield was confirmed as Surgeon General.' })).toHaveLength(
      1,
    );
  });

  it.each([
    'Storm closes airports on the coast',
    'Dana Whitfield opens a bakery',
    'Surgeon operates for nineteen hours',
    'General strike ends in Lisbon',
    'Senate adjourns for the week',
  ])('are none for "%s"', (title) => {
    expect(found(shelf, title)).toEqual([]);
  });

  it('are none for a story from before they opened or after they closed', () => {
    const title = 'Senate confirms Dana Whitfield as Surgeon General';
    expect(found(shelf, title, { at: T0 - 2 * DAY })).toEqual([]);
    expect(found(shelf, title, { at: T0 + 10 * DAY })).toEqual([]);
  });

  it('are none for a story that is about everything', () => {
    const many = ['One', 'Two', 'Three', 'Four', 'Five'].map((name) =>
      confirmed('Dana Whitfield', 'Surgeon General', name),
    );
    expect(found(shelfOf(...many), 'Senate confirms Dana Whitfield as Surgeon General')).toEqual([]);
  });

  it('are none that ask for a number, do not trade, or are priced by an oracle', () => {
    const size = (market: ReturnType<typeof confirmed>) => shelfOf(market).size;
    expect(size(WHITFIELD)).toBe(1);
    expect(size({ ...WHITFIELD, status: 'closed' })).toBe(0);
    expect(size({ ...WHITFIELD, strike: { type: 'greater', floor: 50, cap: null } as never })).toBe(0);
  });

  it('are read anew when their rules change', () => {
    const changing = shelfOf(WHITFIELD);
    expect(changing.take(WHITFIELD)).toBe('same');
    expect(changing.take({ ...WHITFIELD, rulesHash: 'other' })).toBe('asks');
    expect(changing.take({ ...WHITFIELD, status: 'resolved' })).toBe('left');
    expect(changing.take({ ...WHITFIELD, status: 'resolved' })).toBe('none');
    expect(changing.size).toBe(0);
  });
});
