import { describe, expect, it } from 'vitest';
import { aListing } from '../text/a-listing.js';
import { ruledSubtitle } from './ruled-subtitle.js';

const of = (title: string, rules: string, known = {}) => ruledSubtitle(aListing('kalshi', title, { rules, ...known }));

describe('the outcome that only the rules of a Kalshi market name', () => {
  it.each([
    ['Ajax vs Porto Winner?', 'If Porto wins the Ajax vs Porto game, then the market resolves to Yes.', 'Porto'],
    ['Best AI in Jun 2026?', 'If Acme has the top-ranked LLM on Jun 20, 2026, then it resolves to Yes.', 'Acme'],
    ["Jo Bell's next team?", "If Jo Bell's next team is Detroit before Oct 21, 2026, then Yes.", 'Detroit'],
    [
      'The next Secretary of Labor?',
      'If the first new person to be Secretary of Labor is Jo Bell before 2029, Yes.',
      'Jo Bell',
    ],
    ['What will Jo Bell say?', 'If Jo Bell says Tariff as part of the speech, then Yes.', 'Tariff'],
    [
      'Coin price on Jun 16, 2026?',
      'If the price is above 69499.99 at 5 PM EDT on Jun 16, 2026, then Yes.',
      'above 69499.99',
    ],
    ['Growth in 2027?', 'If growth in 2027 is between 0.6% to 1.0%, then Yes.', 'between 0.6% to 1.0%'],
  ])('%s %s', (title, rules, outcome) => {
    expect(of(title, rules)).toBe(outcome);
  });

  it('is not taken where the venue names it, the title is complete, or two numbers bound it', () => {
    const rules = 'If Porto wins the game, then Yes.';
    expect(of('Ajax vs Porto Winner?', rules, { subtitle: 'Porto' })).toBe('');
    expect(of('Will Porto win?', rules)).toBe('');
    expect(of('Rain and wind?', 'If rain is above 5 mm and wind above 20 mph, then Yes.')).toBe('');
    expect(ruledSubtitle(aListing('polymarket', 'Ajax vs. Porto', { rules }))).toBe('');
  });
});
