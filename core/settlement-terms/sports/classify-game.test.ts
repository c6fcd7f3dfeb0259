import { describe, expect, it } from 'vitest';
import type { Market } from '../../domain/market.js';
import { classifyMarket } from '../classify-market.js';
import { aMarket } from '../testing/a-market.js';
import { refusalOf } from '../testing/refusal-of.js';
import { valuesOf } from '../testing/values-of.js';

const closeTime = Date.UTC(2026, 10, 24, 18);
const START = Date.UTC(2026, 10, 22, 18);
const read = (market: Market) => valuesOf(classifyMarket(market));
const kalshi = (rules: string, change: Partial<Market> = {}) =>
  aMarket('kalshi', { title: 'Winner?', rules, closeTime, ...change });
const poly = (title: string, subtitle: string, rules: string, event: string = '') =>
  aMarket('polymarket', {
    title,
    subtitle,
    rules,
    closeTime: START,
    event: { id: '1', title: event, exclusive: false, exhaustive: false, size: 1 },
  });

const NFL = 'Buffalo vs Miami professional football game originally scheduled for Nov 22, 2026 at 1:00 PM EST';
const MLB =
  'New York M vs Los Angeles D professional baseball game originally scheduled for Nov 22, 2026 at 1:00 PM EST';
const CUP =
  'Brazil vs Haiti professional FIFA World Cup soccer game originally scheduled for Nov 22, 2026 after 90 minutes plus stoppage time (does not include extra time or penalties)';
const YES = ', then the market resolves to Yes.';
const TIE =
  '\n\nIf the game ends in a tie, the market will resolve 50/50. If the game is cancelled or rescheduled to over two days away, the market will resolve to a fair price in accordance with the rules.';
const UPCOMING = 'In the upcoming NBA game, scheduled for November 22 at 1:00PM ET:\n';
const CANCELLED =
  '\nIf the game is postponed, this market will remain open until the game has been completed.\nIf the game is canceled entirely, with no make-up game, this market will resolve 50-50.';
const MONEYLINE = `${UPCOMING}If the Grizzlies win, the market will resolve to "Grizzlies".\nIf the Lakers win, the market will resolve to "Lakers".${CANCELLED}\nThe result will be determined based on the final score including any overtime periods.`;
const above = (strike: number, ties: boolean) => ({ kind: 'above', strike, ties });

describe('winners of games', () => {
  it('of Kalshi name the side, the start, and what a tie and a cancelled game pay', () => {
    expect(read(kalshi(`If Buffalo wins the ${NFL}${YES}${TIE}`, { subtitle: 'Buffalo' }))).toEqual({
      kind: 'game-winner',
      needs: [{ type: 'sports', symbol: 'nfl-buf-mia-2026-11-22' }],
      league: 'nfl',
      teams: ['buf', 'mia'],
      day: '2026-11-22',
      startsAt: START,
      scope: 'final',
      cancelled: 'fair-price',
      yes: { kind: 'team', team: 'buf' },
      tie: 'half',
    });
  });

  it('of Polymarket are the first outcome', () => {
    expect(read(poly('Grizzlies vs. Lakers', 'Lakers', MONEYLINE))).toMatchObject({
      needs: [{ type: 'sports', symbol: 'nba-mem-lal-2026-11-22' }],
      yes: { kind: 'team', team: 'lal' },
      tie: null,
      cancelled: 'half',
      startsAt: START,
    });
    expect(refusalOf(poly('Grizzlies vs. Lakers', 'Over', MONEYLINE))).toBe('game ambiguous');
  });

  it('in the NFL are refused without a rule for ties', () => {
    expect(refusalOf(kalshi(`If Buffalo wins the ${NFL}${YES}`))).toBe('game tie-missing');
    expect(read(kalshi(`If New York M wins the ${MLB}${YES}`))).toMatchObject({
      tie: null,
      yes: { kind: 'team', team: 'nym' },
      cancelled: null,
    });
  });

  it('of 90 minutes leave a draw to the draw', () => {
    expect(read(kalshi(`If Brazil wins the ${CUP}${YES}`))).toMatchObject({
      league: 'fifa-world-cup',
      needs: [{ symbol: 'fifa-world-cup-bra-hai-2026-11-22' }],
      scope: 'regulation',
      startsAt: null,
      yes: { kind: 'team', team: 'bra' },
      tie: 'no',
    });
    expect(read(kalshi(`If Tie wins the ${CUP}${YES}`, { subtitle: 'Tie' }))).toMatchObject({
      yes: { kind: 'draw' },
      tie: 'yes',
    });
    const unclear = CUP.replace(/ after 90.*/, '');
    expect(refusalOf(kalshi(`If Brazil wins the ${unclear}${YES}`))).toBe('game ambiguous');
  });

  it.each<[string, Market, string]>([
    ['a team that does not play', kalshi(`If Denver wins the ${NFL}${YES}${TIE}`), 'contradiction'],
    [
      'a subtitle for the other side',
      kalshi(`If Buffalo wins the ${NFL}${YES}${TIE}`, { subtitle: 'Miami' }),
      'contradiction',
    ],
    [
      'another game in the title',
      kalshi(`If Buffalo wins the ${NFL}${YES}${TIE}`, { title: 'Denver vs Miami Winner?' }),
      'contradiction',
    ],
    [
      'teams of no list',
      kalshi(`If Springfield wins the ${NFL.replace('Buffalo', 'Springfield')}${YES}${TIE}`),
      'unknown-class',
    ],
    [
      'a league of no list',
      kalshi(
        `If Troy wins the West Virginia vs Troy College Baseball game originally scheduled for Nov 22, 2026${YES}`,
      ),
      'unknown-class',
    ],
    ['half a game', kalshi(`If Buffalo wins the first half of the ${NFL}${YES}${TIE}`), 'unknown-class'],
    ['a player', kalshi(`If Kody Clemens records 1+ home runs in the ${MLB}${YES}`), 'unknown-class'],
    ['a second condition', kalshi(`If Buffalo wins the ${NFL} and Denver wins too${YES}${TIE}`), 'unknown-class'],
    ['a win by less', kalshi(`If Buffalo wins by less than 3.5 points in the ${NFL}${YES}${TIE}`), 'unknown-class'],
    ['the ninth inning', kalshi(`If New York M scores 5+ runs in the 9th inning of the ${MLB}${YES}`), 'unknown-class'],
    [
      'another side in the title of a spread',
      kalshi(`If Buffalo wins by more than 3.5 points in the ${NFL}${YES}`, {
        title: 'Miami wins by over 3.5 points?',
      }),
      'contradiction',
    ],
    [
      'another side in the title of a total',
      kalshi(`If New York M scores 5+ runs in the ${MLB}${YES}`, { title: 'Will Los Angeles D score over 4.5 runs?' }),
      'contradiction',
    ],
    ['no day', kalshi(`If Buffalo wins the ${NFL.replace('Nov 22, 2026', 'a later day')}${YES}${TIE}`), 'time-missing'],
    [
      'a close long after',
      kalshi(`If Buffalo wins the ${NFL}${YES}${TIE}`, { closeTime: Date.UTC(2027, 1, 1) }),
      'contradiction',
    ],
  ])('are refused with %s', (_, market, reason) => {
    expect(refusalOf(market)).toBe(`game ${reason}`);
  });
});

describe('totals', () => {
  it('of both sides are read as the venues write them', () => {
    const strike = { type: 'greater', floor: 15.5, cap: null };
    const runs = kalshi(`If New York M and Los Angeles D collectively score more 15.5 runs in the ${MLB}${YES}`, {
      strike,
      subtitle: 'Over 15.5 runs scored',
    });
    expect(read(runs)).toMatchObject({
      kind: 'total',
      of: { kind: 'both' },
      condition: above(15.5, false),
      teams: ['nym', 'lad'],
    });
    expect(read(kalshi(`If over 2.5 goals are scored in the ${CUP}${YES}`))).toMatchObject({
      of: { kind: 'both' },
      condition: above(2.5, false),
    });
    const points =
      "If the teams in the Las Vegas vs Dallas women's professional basketball game originally scheduled for Nov 22, 2026 collectively score more than 192.5 points";
    expect(read(kalshi(`${points}${YES}`))).toMatchObject({
      league: 'wnba',
      teams: ['lv', 'dal'],
      condition: above(192.5, false),
    });
  });

  it('of one side name it', () => {
    const runs = kalshi(`If New York M scores 5+ runs in the ${MLB}${YES}`, {
      title: 'Will New York M score over 4.5 runs?',
    });
    expect(read(runs)).toMatchObject({ kind: 'total', of: { kind: 'team', team: 'nym' }, condition: above(5, true) });
    expect(read(kalshi(`If Brazil records above 6.5 goals in the ${CUP}${YES}`))).toMatchObject({
      of: { kind: 'team', team: 'bra' },
      condition: above(6.5, false),
    });
  });

  it('of Polymarket are over, or under where that is the first outcome', () => {
    const rules = `${UPCOMING}This market will resolve to "Over" if the Grizzlies and Lakers combine to score 246 or more points in this game.\nIf the combined total is less than 246, this market will resolve to "Under".${CANCELLED}`;
    const title = 'Grizzlies vs. Lakers: O/U 245.5';
    expect(read(poly(title, 'Over', rules))).toMatchObject({ of: { kind: 'both' }, condition: above(246, true) });
    expect(read(poly(title, 'Under', rules))).toMatchObject({ condition: { kind: 'below', strike: 246, ties: false } });
    expect(refusalOf(poly('Grizzlies vs. Lakers: O/U 240.5', 'Over', rules))).toBe('game contradiction');
  });

  it('are refused where strike or title say another number', () => {
    const rules = `If New York M and Los Angeles D collectively score more than 9.5 runs in the ${MLB}${YES}`;
    expect(refusalOf(kalshi(rules, { strike: { type: 'greater', floor: 8.5, cap: null } }))).toBe('game contradiction');
    expect(refusalOf(kalshi(rules, { subtitle: 'Over 8.5 runs scored' }))).toBe('game contradiction');
  });
});

describe('spreads', () => {
  it('are by how much a side wins', () => {
    const strike = { type: 'greater', floor: 3.5, cap: null };
    const runs = kalshi(`If Los Angeles D wins by more than 3.5 runs in the ${MLB}${YES}`, {
      strike,
      title: 'Los Angeles D wins by over 3.5 runs?',
    });
    expect(read(runs)).toMatchObject({ kind: 'spread', of: 'lad', condition: above(3.5, false) });
    const points =
      "If Las Vegas wins the Las Vegas vs Dallas women's professional basketball game originally scheduled for Nov 22, 2026 by more than 14.5 points";
    expect(read(kalshi(`${points}${YES}`))).toMatchObject({ kind: 'spread', of: 'lv', condition: above(14.5, false) });
  });

  it('of Polymarket may be the side that gets points', () => {
    const rules = `${UPCOMING}This market will resolve to "Lakers" if the Lakers win the game by 4 or more points.\nOtherwise, this market will resolve to "Grizzlies". If the game ends in a tie, this market will resolve to "Grizzlies".${CANCELLED}`;
    const title = 'Spread: Lakers (-3.5)';
    const event = 'Grizzlies vs. Lakers';
    expect(read(poly(title, 'Lakers', rules, event))).toMatchObject({
      of: 'lal',
      condition: above(4, true),
      teams: ['mem', 'lal'],
    });
    expect(read(poly(title, 'Grizzlies', rules, event))).toMatchObject({
      of: 'lal',
      condition: { kind: 'below', strike: 4, ties: false },
    });
    expect(refusalOf(poly('Spread: Lakers (-5.5)', 'Lakers', rules, event))).toBe('game contradiction');
    expect(refusalOf(poly('Spread: Grizzlies (-3.5)', 'Lakers', rules, event))).toBe('game contradiction');
    expect(refusalOf(poly(title, 'Lakers', rules))).toBe('game unknown-alias');
  });
});
