import { describe, expect, it } from 'vitest';
import type { Market } from '../../domain/market.js';
import { classifyMarket } from '../classify-market.js';
import { aMarket, CLOSES } from '../testing/a-market.js';
import {
  chainlinkSpot,
  chainlinkTwap,
  dailyClosing,
  dailyUpDown,
  HOURLY_UP_DOWN,
  kalshiQuarter,
} from '../testing/price-texts.js';
import { refusalOf } from '../testing/refusal-of.js';
import { valuesOf } from '../testing/values-of.js';

const MINUTE = 60_000;
const kalshi = (rules: string, change: Partial<Market> = {}) =>
  aMarket('kalshi', { title: 'Bitcoin price on Nov 21, 2026?', rules, ...change });
const poly = (title: string, rules: string, change: Partial<Market> = {}) =>
  aMarket('polymarket', { title, rules, ...change });
const read = (market: Market) => valuesOf(classifyMarket(market));
const BRTI = { kind: 'index-average', index: 'BRTI', seconds: 60 };
const QUARTER = 'BTC price up in next 15 mins?';

describe("Kalshi's quarters of an hour", () => {
  it('compare the average at the end with the one before the start; a tie is up', () => {
    const strike = { type: 'greater_or_equal', floor: 84120.11, cap: null };
    const market = kalshi(kalshiQuarter(), { title: QUARTER, strike, subtitle: 'Target Price: $84,120.11' });
    expect(read(market)).toEqual({
      kind: 'up-down',
      needs: [{ type: 'crypto', symbol: 'btc-usd' }],
      asset: 'btc',
      reading: BRTI,
      start: CLOSES - 15 * MINUTE,
      end: CLOSES,
      against: 'earlier-average',
      yes: 'up',
      tie: 'up',
      decimals: 2,
      reference: 84120.11,
    });
  });

  it('have no price to beat while it is to be determined', () => {
    const strike = { type: 'greater_or_equal', floor: null, cap: null };
    const market = kalshi(kalshiQuarter('DOGEUSDRTI', '4'), {
      title: 'DOGE price up in next 15 mins?',
      strike,
      subtitle: 'Target Price: TBD',
    });
    expect(read(market)).toMatchObject({ reference: null, decimals: 4, needs: [{ symbol: 'doge-usd' }] });
  });

  it.each<[string, Partial<Market>]>([
    ['a strict strike', { strike: { type: 'greater', floor: 84120.11, cap: null } }],
    [
      'a target that is not the strike',
      { strike: { type: 'greater_or_equal', floor: 84120.11, cap: null }, subtitle: 'Target Price: $84,220.11' },
    ],
    ['a close at another time', { closeTime: CLOSES + 15 * MINUTE }],
  ])('are refused with %s', (_, change) => {
    expect(refusalOf(kalshi(kalshiQuarter(), { title: QUARTER, ...change }))).toBe('price contradiction');
  });

  it('are refused on other sources than an index', () => {
    const gold =
      'If the close price of the 1-minute candlestick for Gold on Aug 5, 2026 at 12:00 AM EDT is at least the close price of the 1-minute Pyth GOLD candlestick at 11:45 PM EDT on August 4, 2026 USD/|| Unit ||, then the market resolves to Yes.';
    expect(refusalOf(kalshi(gold, { title: 'Gold price up in next 15 mins?' }))).toBe('price unknown-source');
  });
});

describe("Polymarket's up or down", () => {
  const five = 'Bitcoin Up or Down - November 21, 11:55AM-12:00PM ET';
  const up = { subtitle: 'Up' };

  it('of an hour is a candle against its own open', () => {
    expect(read(poly('Bitcoin Up or Down - November 21, 11AM ET', HOURLY_UP_DOWN, up))).toMatchObject({
      kind: 'up-down',
      needs: [{ type: 'crypto', symbol: 'btc-usdt' }],
      reading: { kind: 'candle', minutes: 60 },
      against: 'candle-open',
      start: CLOSES - 60 * MINUTE,
      end: CLOSES,
      tie: 'up',
      yes: 'up',
    });
  });

  it('of a day is a close against that of the day before, equal pays half', () => {
    const half = 'If the prices are equal, this market will resolve 50-50.';
    const market = poly('Bitcoin Up or Down on November 21?', dailyUpDown(half), up);
    expect(read(market)).toMatchObject({
      against: 'earlier-close',
      start: CLOSES - 24 * 60 * MINUTE + MINUTE,
      end: CLOSES + MINUTE,
      tie: 'half',
    });
    expect(refusalOf({ ...market, rules: dailyUpDown('') })).toBe('price tie-missing');
    expect(refusalOf({ ...market, title: 'Bitcoin Up or Down on November 22?' })).toBe('price contradiction');
  });

  it('of a day may name candles by their close, the earlier one first', () => {
    const market = poly('Bitcoin Up or Down on November 21?', dailyClosing(), up);
    const noon = { start: CLOSES - 24 * 60 * MINUTE, end: CLOSES };
    expect(read(market)).toMatchObject({ ...noon, against: 'earlier-close', tie: 'half', yes: 'up' });
    const opening = read({ ...market, rules: dailyClosing('12:00', '12:00') });
    expect(opening).toMatchObject({ start: noon.start + MINUTE, end: noon.end + MINUTE });
    expect(refusalOf({ ...market, rules: dailyClosing('closing at 12:00', '12:00') })).toBe('price contradiction');
    expect(refusalOf({ ...market, rules: dailyClosing().replace('is lower', 'is higher') })).toBe('price ambiguous');
  });

  it('of minutes is an average of Chainlink against the one at the start', () => {
    expect(read(poly(five, chainlinkTwap(), up))).toMatchObject({
      kind: 'up-down',
      needs: [{ type: 'crypto', symbol: 'btc-usd' }],
      reading: { kind: 'chainlink-twap', pair: 'BTC/USD', seconds: 60 },
      against: 'earlier-average',
      start: CLOSES - 5 * MINUTE,
      end: CLOSES,
      tie: 'up',
      reference: null,
    });
    expect(read(poly(five, chainlinkTwap(), { subtitle: 'Down' }))).toMatchObject({ yes: 'down' });
  });

  it('crosses midnight', () => {
    const late = poly('Bitcoin Up or Down - November 20, 11:45PM-12:00AM ET', chainlinkTwap(), {
      ...up,
      closeTime: Date.UTC(2026, 10, 21, 5),
    });
    expect(read(late)).toMatchObject({ start: Date.UTC(2026, 10, 21, 4, 45), end: Date.UTC(2026, 10, 21, 5) });
  });

  it.each([
    [
      'the snapshot before August 7',
      Date.UTC(2026, 2, 12, 9, 25),
      'March 12, 5:20AM-5:25AM ET',
      chainlinkSpot,
      'up-down',
    ],
    [
      '30 seconds in the week from August 7',
      Date.UTC(2026, 7, 10, 9, 25),
      'August 10, 5:20AM-5:25AM ET',
      chainlinkTwap('30-second TWAP', 'btc-usd-twap-30s-streams'),
      'up-down',
    ],
    ['the snapshot in November', CLOSES, 'November 21, 11:55AM-12:00PM ET', chainlinkSpot, 'price wrong-era'],
    [
      '30 seconds in November',
      CLOSES,
      'November 21, 11:55AM-12:00PM ET',
      chainlinkTwap('30-second TWAP', 'btc-usd-twap-30s-streams'),
      'price wrong-era',
    ],
    [
      '60 seconds in March',
      Date.UTC(2026, 2, 12, 9, 25),
      'March 12, 5:20AM-5:25AM ET',
      chainlinkTwap(),
      'price wrong-era',
    ],
    [
      'the day of a change',
      Date.UTC(2026, 7, 7, 9, 25),
      'August 7, 5:20AM-5:25AM ET',
      chainlinkSpot,
      'price wrong-era',
    ],
  ])('knows the era of the series: %s', (_, closeTime, range, rules, expected) => {
    expect(refusalOf(poly(`Bitcoin Up or Down - ${range}`, rules, { subtitle: 'Up', closeTime }))).toBe(expected);
  });

  it('is refused where the price must go the other way', () => {
    const half = 'If the prices are equal, this market will resolve 50-50.';
    const day = poly(
      'Bitcoin Up or Down on November 21?',
      dailyUpDown(half).replace('is higher than', 'is lower than'),
      up,
    );
    expect(refusalOf(day)).toBe('price ambiguous');
    const hour = poly('Bitcoin Up or Down - November 21, 11AM ET', HOURLY_UP_DOWN.replace('greater', 'less'), up);
    expect(refusalOf(hour)).toBe('price ambiguous');
    expect(refusalOf(poly(five, chainlinkTwap().replace('greater', 'less'), up))).toBe('price ambiguous');
  });

  it.each<[string, string, string, string]>([
    [
      'averages of two lengths',
      five,
      chainlinkTwap('60-second TWAP', 'btc-usd-twap-30s-streams'),
      'price contradiction',
    ],
    ['an average of no length', five, chainlinkTwap('TWAP', 'btc-usd'), 'price ambiguous'],
    [
      'a window of seven minutes',
      'Bitcoin Up or Down - November 21, 11:53AM-12:00PM ET',
      chainlinkTwap(),
      'price contradiction',
    ],
    ['half of the day left out', 'Bitcoin Up or Down - November 21, 11:55-12:00PM ET', chainlinkTwap(), 'up-down'],
    ['no range', 'Bitcoin Up or Down', chainlinkTwap(), 'price time-missing'],
    ['another coin in the title', five.replace('Bitcoin', 'Ethereum'), chainlinkTwap(), 'price contradiction'],
    ['no zone', five.replace(' ET', ''), chainlinkTwap(), 'price time-missing'],
  ])('answers for %s', (_, title, rules, expected) => {
    expect(refusalOf(poly(title, rules, up))).toBe(expected);
  });
});
