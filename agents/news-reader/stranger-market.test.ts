import { describe, expect, it } from 'vitest';
import type { Listing } from '../market-matcher/listing.js';
import { strangerMarket } from './stranger-market.js';

const listing = (title: string, subtitle = '', rules = title): Listing => ({
  platform: 'kalshi',
  id: 'K',
  title,
  subtitle,
  event: { id: 'E', title },
  category: 'Politics',
  rules,
  strike: null,
  sources: [],
  openTime: null,
  closeTime: null,
});

describe('the market of a stranger', () => {
  it('is about nobody that a story names, and the same in every other word', () => {
    const changed = strangerMarket(
      listing('Will Dana Whitfield be confirmed as Surgeon General before Nov 30, 2026?', 'Dana Whitfield'),
    );
    expect(changed?.title).toBe('Will Ottoline Quarrington be confirmed as Ottoline Quarrington before Nov 30, 2026?');
    expect(changed?.subtitle).toBe('Ottoline Quarrington');
    expect(changed?.rules).not.toMatch(/Whitfield|Surgeon/);
  });

  it('replaces the longest name where none has several words, and never a month', () => {
    expect(strangerMarket(listing('Will Armenia sign with Azerbaijan in November?'))?.title).toBe(
      'Will Armenia sign with Ottoline Quarrington in November?',
    );
  });

  it('is none where the title names nobody', () => {
    expect(strangerMarket(listing('Will it rain before Nov 30?'))).toBeNull();
  });
});
