import { describe, expect, it } from 'vitest';
import type { Listing } from '../listing.js';
import { readQuestion } from '../reading/read-question.js';
import { analyseSettlement } from '../settlement/analyse-settlement.js';
import { aListing } from '../text/a-listing.js';
import { judgePair } from './judge-questions.js';

type Known = Partial<Listing>;
const kalshi = (title: string, known: Known = {}) => aListing('kalshi', title, known);
const polymarket = (title: string, known: Known = {}) => aListing('polymarket', title, known);
const decide = (a: Listing, b: Listing): string => {
  const { decision, polarity, field } = judgePair(a, b);
  return decision === 'accept' ? polarity : `${decision} ${field}`;
};

/** Pairs that read alike and settle apart, as recorded listings and the literature show them. */
describe('the trap', () => {
  it('New York temperature: Central Park against LaGuardia', () => {
    const park = kalshi('Will the **high temp in NYC** be 81-82° on Jun 16, 2026?', {
      id: 'KXHIGHNY-26JUN16-B81.5',
      rules:
        "If the highest temperature recorded in Central Park, New York for June 16, 2026 as reported by the National Weather Service's Climatological Report (Daily), is between 81-82°, then the market resolves to Yes.",
    });
    const at = (station: string, source: string) =>
      polymarket('Will the highest temperature in New York City be between 81-82°F on June 16?', {
        subtitle: '81-82°F',
        event: { id: 'highest-temperature-in-nyc-on-june-16-2026', title: 'Highest temperature in NYC on June 16?' },
        rules: `This market will resolve to the range that contains the highest temperature recorded at the ${station} in degrees Fahrenheit on 16 Jun '26, as published by ${source}.`,
      });
    expect(decide(park, at('LaGuardia Airport Station', 'Wunderground'))).toBe('refuse station');
    expect(decide(park, at('LaGuardia Airport Station', "the National Weather Service's Climatological Report"))).toBe(
      'refuse station',
    );
    expect(decide(park, at('Central Park station', "the National Weather Service's Climatological Report"))).toBe(
      'same',
    );
  });

  it('hourly candle close against 60-second average', () => {
    const average = kalshi('Bitcoin price on Nov 21, 2026 at 5pm EST?', {
      id: 'KXBTCD-26NOV2117-T99999.99',
      subtitle: '$100,000 or above',
      rules:
        "If the simple average of the sixty seconds of CF Benchmarks' Bitcoin Real-Time Index (BRTI) before 5 PM EST is above 99999.99 at 5 PM EST on Nov 21, 2026, then the market resolves to Yes.",
    });
    const at = (rules: string) => polymarket('Bitcoin $100,000 or above on November 21, 5PM ET?', { rules });
    expect(
      decide(average, at('The close price of the Binance 1 hour candle for BTC/USDT that begins at 4 PM ET.')),
    ).toBe('refuse averaging');
    expect(
      decide(average, at('The 60-second TWAP of Chainlink BTC/USD before 5 PM ET on November 21, 2026 decides.')),
    ).toBe('refuse source');
    expect(
      decide(average, at('The simple average of the sixty seconds of CF Benchmarks BRTI before 5 PM ET decides.')),
    ).toBe('same');
  });

  it('cumulative against bucket', () => {
    const bucket = { title: 'Will Bitcoin be between $69,000 and $69,499.99 on June 19, 2026?' };
    const cumulative = { title: 'Will Bitcoin be above $69,000 on June 19, 2026?' };
    expect(decide(kalshi(bucket.title), polymarket(cumulative.title))).toBe('refuse relation');
    expect(decide(kalshi(cumulative.title), polymarket(bucket.title))).toBe('refuse relation');
    const cuts = (subtitle: string) => kalshi('Number of rate cuts in 2026?', { subtitle });
    expect(decide(cuts('3 or more'), polymarket('Will there be exactly 3 rate cuts in 2026?'))).toBe('refuse relation');
    expect(decide(cuts('3'), polymarket('Will there be exactly 3 rate cuts in 2026?'))).toBe('same');
  });

  it('announced against effective', () => {
    const effective = kalshi('Will the tariff on steel take effect before Jan 1, 2027?');
    expect(decide(effective, polymarket('Will a tariff on steel be announced by December 31, 2026?'))).toBe(
      'refuse milestone',
    );
    const left = kalshi('Will Ann Lee leave office as mayor before Jan 1, 2027?');
    expect(decide(left, polymarket('Will Ann Lee announce her resignation as mayor by December 31, 2026?'))).toMatch(
      /^refuse (?:milestone|scope)/,
    );
    const merger = kalshi('Will Acme announce an IPO before Jul 1, 2026?');
    expect(decide(merger, polymarket('Acme IPO by June 30, 2026?'))).toBe('review milestone');
  });

  it('complement polarity', () => {
    const above = kalshi('Turnout in the 2026 NYC election?', { subtitle: 'Above 50%' });
    expect(decide(above, polymarket('Will turnout in the 2026 NYC election be 50% or less?'))).toBe('inverse');
    expect(decide(above, polymarket('Will turnout in the 2026 NYC election be below 50%?'))).toBe('refuse polarity');
    expect(decide(above, polymarket('Will turnout in the 2026 NYC election be above 50%?'))).toBe('same');
    const attends = kalshi('Will Ann Lee attend the summit?');
    expect(decide(attends, polymarket('Will Ann Lee not attend the summit?'))).toBe('inverse');
    // Both may be touched in one year.
    const falls = kalshi('How low will Ethereum get in 2026?', { subtitle: 'Below $2,000' });
    expect(decide(falls, polymarket('Will Ethereum reach $2,000 in 2026?'))).toBe('refuse polarity');
    // One party loses without the other winning.
    const party = kalshi('Will the Democratic party win the Ohio Senate race?');
    expect(decide(party, polymarket('Will a Republican win the Ohio Senate race?'))).toMatch(/^refuse/);
  });

  it('unfilled placeholders', () => {
    const votes = (id: string) =>
      kalshi('How many Senators vote to confirm  as Director?', { id, subtitle: 'At least 53' });
    const named = polymarket('Will at least 53 Senators vote to confirm Ada Miller as Director?');
    expect(decide(votes('KXMILLERCOUNT-26'), named)).toBe('same');
    expect(decide(votes('KXBAKERCOUNT-26'), named)).not.toBe('same');
    // A person of whom nothing but a letter is known may become anybody.
    const nobody = polymarket('Will Person A be the next mayor?', { subtitle: 'Person A' });
    expect(decide(kalshi('Who will be the next mayor?', { subtitle: 'Ada Miller' }), nobody)).toBe('refuse outcome');
    expect(decide(kalshi('Who will be the next mayor?', { subtitle: 'Person A' }), nobody)).toBe('review outcome');
  });

  it('"next" words', () => {
    const next = kalshi('Who will be the next Fed chair?', { subtitle: 'Ada Miller' });
    expect(decide(next, polymarket('Will Ada Miller be the next Fed chair?'))).toBe('same');
    expect(decide(next, polymarket('Will Ada Miller be Fed chair on December 31, 2026?'))).not.toBe('same');
    expect(decide(next, polymarket('Will Ada Miller be nominated as the next Fed chair?'))).toBe('refuse milestone');
    expect(decide(next, polymarket('Will Ada Miller be the next Fed vice chair?'))).toBe('refuse scope');
    const leaves = kalshi('Who will be the next to leave the Cabinet?', { subtitle: 'Ada Miller' });
    expect(decide(leaves, polymarket('Will Ada Miller leave the Cabinet?'))).toBe('refuse scope');
    expect(decide(leaves, polymarket('Will Ada Miller be the next to leave the Cabinet?'))).toBe('same');
    const meeting = kalshi('Will the Fed cut rates at its next meeting?');
    expect(decide(meeting, polymarket('Will the Fed cut rates in 2026?'))).not.toBe('same');
  });

  it('negRisk-augmented Other', () => {
    const other = polymarket('Will another candidate be the next mayor?', {
      subtitle: 'Other',
      rules: 'This market resolves to Yes if anybody who is not listed wins. Candidates may be added to the event.',
    });
    const title = 'Who will be the next mayor?';
    expect(decide(kalshi(title, { subtitle: 'Other' }), other)).toBe('review outcome');
    expect(decide(kalshi(title, { subtitle: 'Someone else' }), other)).toBe('review outcome');
    expect(decide(kalshi(title, { subtitle: 'Ada Miller' }), other)).toBe('refuse outcome');
  });

  it('touched at any time against held at the end', () => {
    const held = kalshi('Ethereum price at Jun 16, 2026 at 5pm EDT?', { subtitle: '$1,900 or above' });
    expect(decide(held, polymarket('Will Ethereum reach $1,900 on June 16?'))).toBe('refuse relation');
  });

  it('cancelled games: fair price against 50-50', () => {
    const side = (listing: Listing) => ({ listing, question: readQuestion(listing) });
    const here = kalshi('Seattle vs Pittsburgh Winner?', {
      id: 'KXMLBGAME-26JUN231840SEAPIT-SEA',
      subtitle: 'Seattle',
      rules:
        'If Seattle wins the game originally scheduled for Jun 23, 2026, then Yes. If the game is cancelled or rescheduled to over two days away, the market will resolve to a fair price.',
    });
    const there = polymarket('Seattle Mariners vs. Pittsburgh Pirates', {
      subtitle: 'Seattle Mariners',
      event: { id: 'mlb-sea-pit-2026-06-23', title: '' },
      rules:
        'In the upcoming MLB game, scheduled for June 23: if the Mariners win, this resolves to Seattle Mariners. If the game is postponed, this market will remain open until the game has been completed. If the game is canceled entirely, this market will resolve 50-50.',
    });
    expect(decide(here, there)).toBe('same');
    const worlds = analyseSettlement(side(here), side(there), Date.UTC(2026, 5, 20));
    expect(worlds.map(({ cause, probability, loss }) => [cause, probability, loss])).toEqual([
      ['void', 0.005, 5_000],
      ['dispute', 0.001, 10_000],
      ['void', 0.01, 5_000],
    ]);
  });
});
