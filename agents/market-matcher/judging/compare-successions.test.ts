import { describe, expect, it } from 'vitest';
import { aListing } from '../text/a-listing.js';
import { judgePair } from './judge-questions.js';

const WHEN = 'Nov 21, 2026, 12:05 UTC';
const next = (rules: string) =>
  aListing('kalshi', `Who will be the next Ambassador to Japan? (${WHEN})`, { subtitle: 'Owen Castellan', rules });
const holder = (rules: string, event = '') =>
  aListing('polymarket', 'Will Owen Castellan be Ambassador to Japan at 12:05 UTC on November 21, 2026?', {
    rules,
    event: { id: '1', title: event },
  });
const NEXT = `If Owen Castellan is the next person to hold the office of Ambassador to Japan by ${WHEN}, then the market resolves to Yes.`;
const HOLDER =
  'This market will resolve to "Yes" if Owen Castellan is Ambassador to Japan at 12:05 UTC on November 21, 2026.';

describe('who is next in an office, against who holds it', () => {
  it('is for a person, and for nobody else', () => {
    const verdict = judgePair(next(NEXT), holder(HOLDER));
    expect(verdict).toMatchObject({ decision: 'review', field: 'milestone' });
    expect(verdict.untold).toContain('others may come between');
  });

  it('is refused where a text speaks of acting holders', () => {
    const acting = `${HOLDER} Acting holders count.`;
    expect(judgePair(next(NEXT), holder(acting))).toMatchObject({ decision: 'refuse', field: 'milestone' });
    expect(judgePair(next(`${NEXT} An interim holder does not count.`), holder(HOLDER))).toMatchObject({
      decision: 'refuse',
      field: 'milestone',
    });
  });

  it('is one question where both mean the next one, by title, event or rules', () => {
    const title = 'Will Owen Castellan be the next Ambassador to Japan?';
    expect(judgePair(aListing('kalshi', title), aListing('polymarket', title)).decision).toBe('accept');
    expect(
      judgePair(
        aListing('kalshi', title),
        aListing('polymarket', 'Will Owen Castellan be Ambassador to Japan?', {
          event: { id: '1', title: 'Next Ambassador to Japan' },
        }),
      ).decision,
    ).toBe('accept');
  });

  it('is nothing of elections that come next', () => {
    const [here, there] = [
      'Will turnout in the next presidential election be above 60%?',
      'Will turnout in the presidential election be above 60%?',
    ];
    expect(judgePair(aListing('kalshi', here), aListing('polymarket', there)).untold).toBeUndefined();
  });
});
