import { describe, expect, it } from 'vitest';
import type { Listing } from '../listing.js';
import { readQuestion } from '../reading/read-question.js';
import { aListing } from '../text/a-listing.js';
import { analyseSettlement } from './analyse-settlement.js';

const NOW = Date.UTC(2026, 10, 21);

function worldsOf(kalshi: Partial<Listing>, polymarket: Partial<Listing>, polarity: 'same' | 'inverse' = 'same') {
  const side = (platform: Listing['platform'], change: Partial<Listing>) => {
    const listing = aListing(platform, '', { rules: 'The result decides.', ...change });
    return { listing, question: readQuestion(listing) };
  };
  return analyseSettlement(side('kalshi', kalshi), side('polymarket', polymarket), NOW, polarity);
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

  it('hold no tie where the rules say that there is none, until the other side pays for one', () => {
    const none = { ...game, rules: 'A game cannot end in a tie.' };
    const half = { ...game, rules: 'If the game ends in a tie, this market resolves 50-50.' };
    expect(worldsOf(none, game).filter(({ cause }) => cause === 'tie')).toEqual([]);
    expect(worldsOf(none, none, 'inverse').filter(({ cause }) => cause === 'tie')).toEqual([]);
    expect(worldsOf(none, half).filter(({ cause }) => cause === 'tie')).toMatchObject([{ probability: null }]);
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

  it('are those of a draw or a cancelled game that both sides answer with No, where the two are opposites', () => {
    const no = {
      ...game,
      rules: 'If the game is cancelled, it resolves to No. If it ends in a tie, it resolves to No.',
    };
    const apart = (polarity: 'same' | 'inverse') =>
      worldsOf(no, no, polarity)
        .filter(({ cause }) => cause !== 'dispute')
        .map(({ cause, loss }) => [cause, loss]);
    expect(apart('same')).toEqual([]);
    expect(apart('inverse')).toEqual([
      ['tie', 10_000],
      ['void', 10_000],
    ]);
    const half = { ...game, rules: 'If the game is cancelled, it resolves 50-50. A tie resolves 50-50.' };
    expect(causes(worldsOf(half, half, 'inverse'))).toEqual([['dispute', 0.001]]);
  });

  it('hold the replacement of who won a primary, unbounded for the presidency', () => {
    const rules = 'The official result decides. If it is cancelled, this resolves to No.';
    const milestone = (here: string, there: string) =>
      worldsOf({ title: here, rules }, { title: there, rules })
        .filter(({ cause }) => cause === 'milestone')
        .map(({ probability }) => probability);
    const governor = 'Will Ann Lee win the Democratic primary for Ohio governor?';
    expect(milestone(governor, 'Will Ann Lee be the Democratic nominee for Ohio governor?')).toEqual([0.01]);
    expect(milestone(governor, governor)).toEqual([]);
    expect(
      milestone(
        'Will Ann Lee win the Democratic presidential primary?',
        'Will Ann Lee be the Democratic presidential nominee?',
      ),
    ).toEqual([null]);
  });

  it('hold a nomination that is won and not accepted, where one side alone asks for it', () => {
    const title = 'Will Ann Lee win the Democratic nomination?';
    const wins = { title, rules: 'If Ann Lee wins the nomination, it resolves to Yes.' };
    const accepts = { title, rules: 'If Ann Lee wins and accepts the nomination, it resolves to Yes.' };
    expect(causes(worldsOf(wins, accepts))).toContainEqual(['milestone', 0.003]);
    expect(causes(worldsOf(accepts, accepts)).map(([cause]) => cause)).not.toContain('milestone');
  });

  it('are unbounded where the table decides on one side and the play-offs on the other', () => {
    const title = 'Will the Reds win the Northern League?';
    const table = { title, rules: 'The team with the most points in the regular season wins.' };
    const knockout = { title, rules: 'The team that wins the playoffs is the winner.' };
    expect(causes(worldsOf(table, knockout))).toContainEqual(['milestone', null]);
    expect(causes(worldsOf(knockout, table))).toContainEqual(['milestone', null]);
    expect(causes(worldsOf(table, table)).map(([cause]) => cause)).not.toContain('milestone');
  });

  it('hold a game played so late that one side paid its fair price before', () => {
    const early = { ...game, rules: 'If rescheduled to over two days away, it resolves to a fair price.' };
    const late = {
      ...game,
      rules: 'If the game is postponed, this market will remain open until the game has been completed.',
    };
    expect(worldsOf(early, late)).toContainEqual(
      expect.objectContaining({ cause: 'void', probability: 0.01, loss: 5_000 }),
    );
    expect(worldsOf(late, late).map(({ probability }) => probability)).not.toContain(0.01);
  });
});
