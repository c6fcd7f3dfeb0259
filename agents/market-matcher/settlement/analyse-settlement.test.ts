import { describe, expect, it } from 'vitest';
import type { Listing } from '../listing.js';
import { readQuestion } from '../reading/read-question.js';
import { aListing } from '../text/a-listing.js';
import { analyseSettlement } from './analyse-settlement.js';

const NOW = Date.UTC(2026, 10, 21);

function worldsOf(kalshi: Partial<Listing>, polymarket: Partial<Listing>) {
  const side = (platform: Listing['platform'], change: Partial<Listing>) => {
    const listing = aListing(platform, '', { rules: 'The result decides.', ...change });
    return { listing, question: readQuestion(listing) };
  };
  return analyseSettlement(side('kalshi', kalshi), side('polymarket', polymarket), NOW);
}
const causes = (worlds: ReturnType<typeof worldsOf>) => worlds.map(({ cause, probability }) => [cause, probability]);

const btc = { title: 'Will Bitcoin be above $70,000 at 5 PM ET on December 31, 2026?' };
const game = { title: 'Boston Celtics vs Miami Heat', subtitle: 'Boston Celtics' };

describe('worlds in which two sides pay differently', () => {
  it('are never none: a dispute at one venue is always possible', () => {
    const rules = 'If the event is cancelled this market resolves to No.';
    expect(causes(worldsOf({ title: 'Will Ann Lee win?', rules }, { title: 'Will Ann Lee win?', rules }))).toEqual([
      ['dispute', 0.001],
    ]);
  });

  it('are unbounded where a rule text is not known', () => {
    expect(worldsOf({ ...btc, rules: '' }, btc)).toMatchObject([
      { cause: 'source', probability: null, what: 'the rules of kalshi are not known' },
    ]);
  });

  it('are unbounded where one side averages, or names a source, and the other does not', () => {
    const average = {
      ...btc,
      rules: 'The simple average of the sixty seconds of CF Benchmarks BRTI before 5 PM decides.',
    };
    expect(causes(worldsOf(average, btc))).toEqual(
      expect.arrayContaining([
        ['source', null],
        ['averaging', null],
      ]),
    );
    expect(causes(worldsOf(average, average)).filter(([, probability]) => probability === null)).toEqual([]);
  });

  it('are unbounded where a number decides and nobody says whose', () => {
    expect(causes(worldsOf(btc, btc))).toContainEqual(['source', null]);
  });

  it('grow with the time between two deadlines, as a share of what is left', () => {
    const until = (day: string) => ({ title: `Will Ann Lee resign before ${day}?` });
    const probability = (day: string) =>
      worldsOf(until('December 31, 2026'), until(day)).find(({ cause }) => cause === 'window')?.probability;
    expect(probability('December 31, 2026')).toBeUndefined();
    const [near, far] = [probability('January 3, 2027') ?? 0, probability('January 20, 2027') ?? 0];
    expect(near).toBeGreaterThan(0.1);
    expect(far).toBeGreaterThan(near);
  });

  it('cost the half where both sides pay a part of a game that is called off, else the whole', () => {
    const half = { ...game, rules: 'If the game is cancelled, it resolves 50-50.' };
    const fair = { ...game, rules: 'If the game is cancelled, it resolves to the fair price.' };
    const no = { ...game, rules: 'If the game is cancelled, it resolves to No.' };
    const loss = (a: Partial<Listing>, b: Partial<Listing>) =>
      worldsOf(a, b).find(({ cause }) => cause === 'void')?.loss;
    expect(loss(fair, half)).toBe(5_000);
    expect(loss(half, half)).toBeUndefined();
    expect(loss(no, half)).toBe(10_000);
    expect(worldsOf(half, game).find(({ cause }) => cause === 'void')).toMatchObject({ probability: 0.005 });
  });

  it('are unbounded where only one side says what a tie of a contest pays', () => {
    const tie = { ...game, rules: 'If the game ends in a tie, it resolves 50-50.' };
    expect(worldsOf(tie, game).find(({ cause }) => cause === 'tie')).toMatchObject({ probability: null, loss: 5_000 });
    expect(worldsOf(tie, tie).find(({ cause }) => cause === 'tie')).toBeUndefined();
  });
});
