import { describe, expect, it } from 'vitest';
import { aMarket } from '../../opportunity-scanner/scanner-fixtures.js';
import { listingOfMarket } from './listing-of-market.js';

describe('a market of the bus', () => {
  it('is read under the id that its venue gave it', () => {
    const market = {
      ...aMarket('kalshi', 'KXA-1'),
      title: 'A?',
      subtitle: 'one',
      rules: 'If A.',
      category: 'World',
      strike: { type: 'greater', floor: 2, cap: null },
      sources: ['The office'],
      openTime: 5,
      closeTime: 9,
    };
    expect(listingOfMarket(market)).toEqual({
      platform: 'kalshi',
      id: 'KXA-1',
      title: 'A?',
      subtitle: 'one',
      event: { id: market.event.id, title: market.event.title },
      category: 'World',
      rules: 'If A.',
      strike: { type: 'greater', floor: 2, cap: null },
      sources: ['The office'],
      openTime: 5,
      closeTime: 9,
    });
  });
});
