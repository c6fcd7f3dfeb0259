import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Listing } from '../listing.js';
import { aListing } from '../text/a-listing.js';
import { judgePair } from './judge-questions.js';

type Known = Partial<Listing> | string;
const kalshi = (title: string, known: Known = {}) =>
  aListing('kalshi', title, typeof known === 'string' ? { subtitle: known } : known);
const polymarket = (title: string, known: Known = {}) =>
  aListing('polymarket', title, typeof known === 'string' ? { subtitle: known } : known);
const decision = (a: Listing, b: Listing) => {
  const { decision: decided, polarity, field } = judgePair(a, b);
  if (decided === 'accept') return polarity;
  return decided === 'refuse' ? `refuse ${field}` : decided;
};

describe('two questions are the same', () => {
  it.each([
    ['Will Ana Silva the next Mayor be?', 'Ana Silva', 'Will Ana Silva be the next mayor?'],
    ['Song contest winner 2026', 'Greece', 'Will Greece win the 2026 song contest?'],
    [
      'Will the Democratic party win Ohio in the presidential election?',
      '',
      'Will a Democrat win Ohio Presidential Election?',
    ],
    ['Who will be the 2028 Republican nominee?', 'Jo Bell', 'Will Jo Bell win the 2028 Republican nomination?'],
    ['Will José Núñez leave office before Jan 1, 2027?', '', 'Jose Nunez out by December 31, 2026?'],
    ['2026 Oscar for Best Picture?', 'Blue Room', "Will 'Blue Room' win Best Picture at the 98th Academy Awards?"],
    ['How many awards will Blue Room win in 2026?', '3', 'Will Blue Room win 3 awards in 2026?'],
    ['Will the next budget reconciliation bill pass?', '', 'Will the next reconciliation bill pass?'],
    ['Who will replace Kim Roe as Ohio Senator?', 'Lee Poe', 'Will Lee Poe be appointed as the next Ohio senator?'],
    ['Fed decision in Dec 2026?', 'Cut 25bps', 'Fed decreases interest rates by 25 bps after December 2026 meeting?'],
    ['Fed decision in Dec 2026?', 'Fed maintains rate', 'No change in Fed interest rates after December 2026 meeting?'],
    ['Oil price on Nov 21, 2026?', '$80 or above', 'Will oil be at least $80 on November 21?'],
  ])('%s | %s = %s', (title, subtitle, question) => {
    expect(decision(kalshi(title, subtitle), polymarket(question))).toBe('same');
  });

  it('when a place is left unfilled and the ticker names who belongs there', () => {
    const counted = kalshi('How many Senators vote to confirm  as Director?', {
      id: 'KXMILLERCOUNT-26',
      subtitle: '53',
    });
    expect(decision(counted, polymarket('Will 53 Senators vote to confirm Ada Miller as Director?'))).toBe('same');
    expect(decision(counted, polymarket('Will 54 Senators vote to confirm Ada Miller as Director?'))).toBe(
      'refuse threshold',
    );
  });

  it('when thresholds that read differently are equal on the grid of what is counted', () => {
    const seats = 'Liberal seats won in 2026?';
    expect(
      decision(kalshi(seats, '211 or above'), polymarket('Will the Liberals win more than 210 seats in 2026?')),
    ).toBe('same');
    const price = { id: 'KXBTCD-26JUL2502-T74299.99', strike: { type: 'greater', floor: 74_299.99, cap: null } };
    expect(
      decision(
        kalshi('Bitcoin price on Jul 25, 2026?', price),
        polymarket('Bitcoin $74,300 or above on July 25, 2026?'),
      ),
    ).toBe('same');
  });

  it('with teams named by place or by nickname', () => {
    const game = (winner: string) =>
      kalshi('New York G at New York J Winner?', { subtitle: winner, id: 'KXNFLGAME-26SEP13NYGNYJ' });
    const other = (winner: string) =>
      polymarket('Jets vs. Giants', { subtitle: winner, event: { id: 'nfl-nyj-nyg-2026-09-13', title: '' } });
    expect(decision(game('New York G'), other('Giants'))).toBe('same');
    expect(decision(game('New York J'), other(''))).toBe('review');
    const cup = 'Will Carolina Hurricanes win the cup?';
    expect(decision(kalshi(cup), polymarket('Will Florida Panthers win the cup?'))).toMatch('refuse');
    const runs = (team: string) => `Will ${team} score over 5.5 runs?`;
    expect(decision(kalshi(runs('Los Angeles A')), polymarket(runs('Los Angeles D')))).toMatch('refuse');
    expect(decision(kalshi(runs('Los Angeles D')), polymarket(runs('Dodgers')))).toBe('same');
    const match = (team: string) => `Will Team ${team} win the Team Red vs. Team Blue match?`;
    expect(decision(kalshi(match('Red')), polymarket(match('Blue')))).toBe('refuse subject');
  });
});

describe('a question is refused with the field that differs', () => {
  const bitcoin = kalshi('Bitcoin price above $70,000 on Jul 31, 2026?');
  it.each([
    ['threshold', 'Will Bitcoin be above $71,000 on July 31, 2026?'],
    ['relation', 'Will Bitcoin be at or above $70,000 on July 31, 2026?'],
    ['relation', 'Will Bitcoin reach $70,000 on July 31, 2026?'],
    ['relation', 'Will Bitcoin be between $70,000 and $71,000 on July 31, 2026?'],
    ['polarity', 'Will Bitcoin be below $70,000 on July 31, 2026?'],
    ['window', 'Will Bitcoin be above $70,000 on August 15, 2026?'],
    ['window', 'Will Bitcoin be above $70,000 on July 31, 2025?'],
  ])('%s: %s', (field, question) => {
    expect(decision(bitcoin, polymarket(question))).toBe(`refuse ${field}`);
  });

  it.each([
    ['scope', 'Will Ana Silva win the mayoral election?', 'Will Ana Silva win the mayoral primary?'],
    ['scope', 'Will Ana Silva win the popular vote?', 'Will Ana Silva win the vote?'],
    ['scope', 'Song contest 2026 winner: Greece', 'Will Greece win the jury vote of the song contest 2026?'],
    ['scope', 'Who will win the Ohio Senate race?', 'Will the Ohio governor race be won?'],
    ['scope', 'Will Ana Silva win?', 'Will Ana Silva win second place?'],
    ['scope', 'Will Argentina beat Brazil in 90 minutes?', 'Will Argentina beat Brazil?'],
    ['milestone', 'Will Ana Silva be nominated as Fed chair?', 'Will Ana Silva be confirmed as Fed chair?'],
    ['milestone', 'Will the ban be announced before 2027?', 'Will the ban take effect before 2027?'],
    ['milestone', 'Will Ana Silva be elected before 2027?', 'Will Ana Silva take office before 2027?'],
    ['milestone', 'Will CPI for May 2026 be above 3.0% (initial release)?', 'Will CPI for May 2026 be above 3.0%?'],
    ['outcome', 'Will Ana Silva be the next mayor?', 'Will Ben Okoro be the next mayor?'],
    ['outcome', 'Will Ana Silva be the next mayor?', 'Will another person be the next mayor?'],
    ['subject', 'Will Jones beat Aspinall?', 'Will Aspinall beat Jones?'],
    ['source', 'Will Bitcoin on Coinbase be above $5?', 'Will Bitcoin on Binance be above $5?'],
  ])('%s: %s / %s', (field, title, question) => {
    expect(decision(kalshi(title), polymarket(question))).toBe(`refuse ${field}`);
  });

  it('an exact result, however near, is no other one', () => {
    const result = kalshi('Will the final score be Jordan wins 2-1?');
    expect(decision(result, polymarket('Will the final score be Jordan wins 2-1?'))).toBe('same');
    expect(decision(result, polymarket('Will the final score be Jordan wins 2-0?'))).toBe('refuse subject');
    const set = polymarket('Ann Lee vs Jo Bell: Set 2 Winner', { subtitle: 'Ann Lee' });
    expect(decision(kalshi('Will Ann Lee win the Lee vs Bell match by a set score of 2-1?'), set)).toMatch('refuse');
  });

  it('initials of a given name do not spell another person', () => {
    const homer = (name: string) => `Will ${name} hit 1+ home runs?`;
    expect(decision(kalshi(homer('JJ Wetherholt')), polymarket(homer('Josh Jung')))).toBe('refuse outcome');
  });

  it('a count that is cumulative on one side and exact on the other', () => {
    const title = 'Number of rate cuts in 2026?';
    const three = polymarket('Will there be exactly 3 rate cuts in 2026?');
    expect(decision(kalshi(title, 'At least 3'), three)).toBe('refuse relation');
    expect(decision(kalshi(title, 'Exactly 3'), three)).toBe('same');
  });

  it('a temperature of another station of the same city', () => {
    const title = 'Will the high temp in NYC be 45-46° on Nov 21, 2026?';
    const rules =
      'If the highest temperature recorded in Central Park, New York is between 45-46°, it resolves to Yes.';
    const question = 'Will the highest temperature in New York City be between 45-46°F on November 21?';
    const at = (station: string) => polymarket(question, { rules: `The highest temperature at the ${station} in °F.` });
    expect(decision(kalshi(title, { rules }), at('LaGuardia Airport Station'))).toBe('refuse station');
    expect(decision(kalshi(title, { rules }), at('Central Park Station'))).toBe('same');
    expect(decision(kalshi(title, { rules }), polymarket(question))).toBe('review');
  });

  it('a candle that closes against an average of sixty seconds', () => {
    const average = kalshi('Bitcoin price on Nov 21, 2026 at 5pm EST?', {
      subtitle: '$100,000 or above',
      rules: "If the simple average of the sixty seconds of CF Benchmarks' index before 5 PM is above 99999.99…",
    });
    const candle = polymarket('Bitcoin $100,000 or above on November 21, 5PM ET?', {
      rules: 'The close price of the Binance 1 hour candle for BTC/USDT that begins at 4 PM ET.',
    });
    expect(decision(average, candle)).toBe('refuse averaging');
  });

  it('another time of the same day, another game of the same teams', () => {
    const noon = polymarket('Bitcoin $100,000 or above on November 21, 12PM ET?');
    expect(decision(kalshi('Bitcoin price on Nov 21, 2026 at 5pm EST?', '$100,000 or above'), noon)).toBe(
      'refuse window',
    );
    const game = kalshi('Ajax vs Porto Winner?', { id: 'KXGAME-26APR07AJAPOR-AJA', subtitle: 'Ajax' });
    const on = (day: string) =>
      polymarket('Ajax vs. FC Porto', { subtitle: 'Ajax', event: { id: `uefa-aja-por-${day}`, title: '' } });
    expect(decision(game, on('2026-04-07'))).toBe('same');
    expect(decision(game, on('2026-04-15'))).toBe('refuse window');
  });
});

describe('a date in the ticker', () => {
  const resigns = (id: string) => kalshi('Will Silva resign?', { id });
  it('confirms a deadline or a year that only the other side says', () => {
    const deadline = polymarket('Will Silva resign by December 31, 2026?');
    for (const id of ['KXRESIGN-27JAN01', 'KXRESIGN-26DEC31']) expect(decision(resigns(id), deadline)).toBe('same');
    expect(decision(resigns('KXRESIGN-27JUN01'), deadline)).toBe('review');
    expect(decision(resigns('KXRESIGN-29'), deadline)).toBe('refuse window');
  });

  it('of the year after is doubt, because it may be the settlement', () => {
    const cup = (id: string) => kalshi('Cup winner?', { id, subtitle: 'Ajax' });
    expect(decision(cup('KXCUP-26'), polymarket('Will Ajax win the 2026 Cup?'))).toBe('same');
    expect(decision(cup('KXCUP-27'), polymarket('Will Ajax win the 2026 Cup?'))).toBe('review');
  });
});

describe('the title of the event', () => {
  const final = polymarket('Will Haiti win the first half?');
  it('counts for what the other side says, and against what it leaves out', () => {
    const half = { event: { id: '', title: 'Haiti vs Peru: first half winner' } };
    expect(decision(kalshi('Will Haiti win?', half), final)).toBe('same');
    expect(decision(kalshi('Will Haiti win?', half), polymarket('Will Haiti win?'))).toBe('review');
    expect(decision(kalshi('Will Haiti win?'), final)).toBe('refuse scope');
  });
});

describe('polarity', () => {
  it('is inverse where one side denies, or where the bounds are exact complements', () => {
    const attends = kalshi('Will Ana Silva attend the summit?');
    expect(decision(attends, polymarket('Will Ana Silva not attend the summit?'))).toBe('inverse');
    const turnout = kalshi('Turnout in the 2026 NYC election?', 'Above 50%');
    expect(decision(turnout, polymarket('Will turnout in the 2026 NYC election be 50% or less?'))).toBe('inverse');
  });

  it('is not inverse where both may be NO', () => {
    const turnout = kalshi('Turnout in the 2026 NYC election?', 'Above 50%');
    expect(decision(turnout, polymarket('Will turnout in the 2026 NYC election be below 50%?'))).toBe(
      'refuse polarity',
    );
    const low = kalshi('How low will Ethereum get in 2026?', 'Below $2,000');
    expect(decision(low, polymarket('Will Ethereum reach $2,000 in 2026?'))).toBe('refuse polarity');
  });
});

describe('what is left to a person', () => {
  it('"other", because each venue leaves out other outcomes and may list more', () => {
    expect(
      decision(kalshi('Who will be the next mayor?', 'Other'), polymarket('Will another person be the next mayor?')),
    ).toBe('review');
  });

  it('"before 2026" against "in 2025" unless it cannot be true before', () => {
    const inYear = polymarket('Will Acme and Bolt meet in 2025?');
    const before = (openTime: number | null) => kalshi('Will Acme and Bolt meet before 2026?', { openTime });
    expect(decision(before(null), inYear)).toBe('review');
    expect(decision(before(Date.UTC(2025, 2, 1)), inYear)).toBe('same');
    expect(decision(before(Date.UTC(2024, 2, 1)), inYear)).toBe('refuse window');
    const once = polymarket('Will Acme go public in 2025?');
    expect(decision(kalshi('Will Acme IPO before 2026?'), once)).toBe('same');
  });

  it('a deadline, a first name or an office that only one side says', () => {
    const silva = kalshi('Will Silva resign?');
    expect(decision(silva, polymarket('Will Silva resign by June 30, 2026?'))).toBe('review');
    expect(decision(silva, polymarket('Will Ana Silva resign?'))).toBe('review');
    expect(decision(kalshi('Will Silva win the election?'), polymarket('Will Silva win the Senate election?'))).toBe(
      'review',
    );
  });
});

describe('judging', () => {
  const titles = [
    'Will Ana Silva be the next mayor?',
    'Bitcoin price above $70,000 on Jul 31, 2026?',
    'Fed decision in Dec 2026?',
    'Will it rain in NYC on Nov 21, 2026?',
    'Who will win the Ohio Senate race?',
  ];

  it('accepts a question against itself and says so of any text without failing', () => {
    for (const title of titles) expect(decision(kalshi(title, 'Greece'), polymarket(title, 'Greece'))).toBe('same');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (title, other) => {
        const verdict = judgePair(kalshi(title, other), polymarket(other, title));
        expect(verdict.confidence).toBeGreaterThanOrEqual(0);
        expect(verdict.confidence).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('decides alike whichever side says which', () => {
    fc.assert(
      fc.property(fc.constantFrom(...titles), fc.constantFrom(...titles), (a, b) => {
        const there = judgePair(kalshi(a), polymarket(b));
        const back = judgePair(kalshi(b), polymarket(a));
        expect(back.decision).toBe(there.decision);
        expect(back.polarity).toBe(there.polarity);
      }),
    );
  });
});
