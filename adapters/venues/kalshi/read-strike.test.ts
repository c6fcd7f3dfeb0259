import { describe, expect, it } from 'vitest';
import { readSources, readStrike } from './read-strike.js';

describe('the strike of a market', () => {
  it('is read as the venue lists it', () => {
    expect(readStrike({ strike_type: 'greater', floor_strike: 74_299.99 })).toEqual({
      type: 'greater',
      floor: 74_299.99,
      cap: null,
    });
    expect(readStrike({ strike_type: 'between', floor_strike: 80, cap_strike: 81 })).toMatchObject({
      floor: 80,
      cap: 81,
    });
  });

  it('is null where none is listed, and its numbers are null where they are none', () => {
    expect(readStrike({ floor_strike: 3 })).toBeNull();
    expect(readStrike({ strike_type: 'custom', floor_strike: '3' })).toEqual({
      type: 'custom',
      floor: null,
      cap: null,
    });
  });
});

describe('the settlement sources of an event', () => {
  it('are their names, or addresses without one', () => {
    const settlement_sources = [
      { name: 'NWS', url: 'https://weather.gov' },
      { name: '', url: 'https://x.org' },
      'no',
      {},
    ];
    expect(readSources({ settlement_sources })).toEqual(['NWS', 'https://x.org']);
    expect(readSources({ settlement_sources: null })).toEqual([]);
  });
});
