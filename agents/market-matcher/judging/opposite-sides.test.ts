import { describe, expect, it } from 'vitest';
import { aListing } from '../text/a-listing.js';
import { judgePair } from './judge-questions.js';

interface Side {
  readonly title: string;
  readonly yes: string;
  /** Ticker at Kalshi, slug at Polymarket. */
  readonly id: string;
  readonly rules?: string;
}
const verdict = (a: Side, b: Side) => {
  const { decision, polarity, field } = judgePair(
    aListing('kalshi', a.title, { id: a.id, subtitle: a.yes, rules: a.rules ?? '' }),
    aListing('polymarket', b.title, { subtitle: b.yes, event: { id: b.id, title: b.title }, rules: b.rules ?? '' }),
  );
  return decision === 'accept' ? polarity : decision === 'review' ? `review ${polarity} ${field}` : `refuse ${field}`;
};

describe("a team's market against the game's market whose YES is the other team", () => {
  const kalshi = (yes: string, title = 'Boston at Miami Winner?'): Side => ({
    title,
    yes,
    id: `KXNBAGAME-26APR04BOSMIA-${yes.slice(0, 3).toUpperCase()}`,
  });
  const polymarket = (yes: string, title = 'Celtics vs. Heat'): Side => ({
    title,
    yes,
    id: 'nba-bos-mia-2026-04-04',
  });

  it('is inverse where games cannot be drawn, whichever team plays at home', () => {
    for (const here of ['Boston at Miami Winner?', 'Miami vs Boston winner?'])
      for (const there of ['Celtics vs. Heat', 'Heat vs. Celtics']) {
        expect(verdict(kalshi('Boston', here), polymarket('Celtics', there))).toBe('same');
        expect(verdict(kalshi('Miami', here), polymarket('Celtics', there))).toBe('inverse');
        expect(verdict(kalshi('Boston', here), polymarket('Heat', there))).toBe('inverse');
        expect(verdict(kalshi('Miami', here), polymarket('Heat', there))).toBe('same');
      }
  });

  it('is refused where it is another game, another day, or another bet on the same game', () => {
    expect(verdict(kalshi('Miami'), polymarket('Celtics', 'Celtics vs. Lakers'))).toMatch('refuse');
    expect(verdict(kalshi('Miami'), { ...polymarket('Celtics'), id: 'nba-bos-mia-2026-04-06' })).toBe('refuse window');
    expect(verdict(kalshi('Miami'), polymarket('Celtics', 'Celtics vs. Heat: 1H Moneyline'))).toBe('refuse scope');
    expect(verdict(kalshi('Miami'), polymarket('Celtics', 'Spread: Celtics (-4.5)'))).toMatch('refuse');
  });

  it('keeps two teams of one city apart', () => {
    const game = (yes: string): Side => ({
      title: 'Los Angeles C at Los Angeles L Winner?',
      yes,
      id: 'KXNBAGAME-26APR04LACLAL-LAC',
    });
    const other = (yes: string): Side => ({ title: 'Clippers vs. Lakers', yes, id: 'nba-lac-lal-2026-04-04' });
    expect(verdict(game('Los Angeles C'), other('Clippers'))).toBe('same');
    expect(verdict(game('Los Angeles L'), other('Clippers'))).toBe('inverse');
    expect(verdict(game('Los Angeles'), other('Clippers'))).not.toMatch(/^(same|inverse)$/);
  });

  it('is inverse for two players of one match', () => {
    const match: Side = {
      title: 'Will Miomir Kecmanovic win the Marozsan vs Kecmanovic: Round Of 32 match?',
      yes: 'Miomir Kecmanovic',
      id: 'KXATPMATCH-26JUN15MARKEC-KEC',
    };
    const other: Side = {
      title: 'Halle Open: Fabian Marozsan vs Miomir Kecmanovic',
      yes: 'Fabian Marozsan',
      id: 'atp-marozsa-kecmano-2026-06-15',
    };
    expect(verdict(match, other)).toMatch(/inverse/);
    const set = { ...other, title: 'Fabian Marozsan vs Miomir Kecmanovic: Set 2 Winner' };
    expect(verdict(match, set)).toBe('refuse scope');
    expect(verdict(match, { ...set, yes: 'Miomir Kecmanovic' })).toBe('refuse scope');
    expect(verdict(match, { ...set, title: 'Fabian Marozsan vs Miomir Kecmanovic: Exact Score 2-1' })).toMatch(
      'refuse',
    );
  });
});

describe('where a game may be drawn', () => {
  const half = 'If the game ends in a tie, the market resolves 50-50.';
  const kalshi = (rules: string): Side => ({
    title: 'New York G at New York J Winner?',
    yes: 'New York G',
    id: 'KXNFLGAME-26SEP13NYGNYJ-NYG',
    rules,
  });
  const polymarket = (rules: string): Side => ({
    title: 'Jets vs. Giants',
    yes: 'Jets',
    id: 'nfl-nyj-nyg-2026-09-13',
    rules,
  });

  it('the other side is inverse in the NFL only if both rules halve a tie, or rule it out', () => {
    expect(verdict(kalshi(half), polymarket(half))).toBe('inverse');
    expect(verdict(kalshi('The winner decides.'), polymarket(half))).toBe('review inverse tie');
    const decided = 'The game is played to a winner, overtime included.';
    expect(verdict(kalshi(decided), polymarket('Overtime counts; a game cannot end in a tie.'))).toBe('inverse');
    expect(verdict(kalshi(decided), polymarket('The winner decides.'))).toBe('review inverse tie');
    expect(verdict(kalshi(decided), polymarket(half))).toBe('review inverse tie');
    expect(verdict(kalshi('If the game ends in a tie, it resolves to No.'), polymarket(half))).toMatch(
      /^(review|refuse)/,
    );
  });

  it('the other side is another bet in football and where nobody knows the sport', () => {
    const football: Side = { title: 'Ajax vs Porto Winner?', yes: 'Ajax', id: 'KXUCLGAME-26APR07AJAPOR-AJA' };
    expect(verdict(football, { title: 'Ajax vs. Porto', yes: 'Porto', id: 'ucl-aja-por-2026-04-07' })).toBe(
      'refuse outcome',
    );
    const unknown: Side = { title: 'Reds vs Blues Winner?', yes: 'Reds', id: 'KXGAME-26APR07REDBLU-RED' };
    expect(verdict(unknown, { title: 'Reds vs. Blues', yes: 'Blues', id: 'red-blu-2026-04-07' })).toMatch('refuse');
  });

  it('two clubs of one city are told apart when they meet', () => {
    const derby = (yes: string): Side => ({ title: 'Milan vs Inter Winner?', yes, id: 'KXSERIEAGAME-26APR05ACMINT-X' });
    const other = (yes: string): Side => ({
      title: 'AC Milan vs. FC Internazionale Milano',
      yes,
      id: 'sea-acm-int-2026-04-05',
    });
    expect(verdict(derby('Milan'), other('AC Milan'))).toBe('same');
    expect(verdict(derby('Inter'), other('FC Internazionale Milano'))).toBe('same');
    expect(verdict(derby('Milan'), other('FC Internazionale Milano'))).toMatch(/^refuse/);
    expect(verdict(derby('Inter'), other('AC Milan'))).toMatch(/^refuse/);
  });

  it('a game that nobody plays to its end is no pair of opposites', () => {
    const friendly = 'If Boston wins the preseason game, the market resolves to Yes.';
    const game: Side = {
      title: 'Boston at Miami Winner?',
      yes: 'Miami',
      id: 'KXNBAGAME-26OCT04BOSMIA-MIA',
      rules: friendly,
    };
    expect(verdict(game, { title: 'Celtics vs. Heat', yes: 'Celtics', id: 'nba-bos-mia-2026-10-04' })).toBe(
      'refuse outcome',
    );
  });
});
