import { describe, expect, it } from 'vitest';
import type { Market } from '../../domain/market.js';
import { classifyMarket } from '../classify-market.js';
import { aMarket, CLOSES } from '../testing/a-market.js';
import { HIGHER_BRACKET, kalshiHourly, noonAbove, noonRange } from '../testing/price-texts.js';
import { refusalOf } from '../testing/refusal-of.js';
import { valuesOf } from '../testing/values-of.js';

const MINUTE = 60_000;
const kalshi = (rules: string, change: Partial<Market> = {}) =>
  aMarket('kalshi', { title: 'Bitcoin price on Nov 21, 2026?', rules, ...change });
const poly = (title: string, rules: string, change: Partial<Market> = {}) =>
  aMarket('polymarket', { title, rules, ...change });
const read = (market: Market) => valuesOf(classifyMarket(market));
const above = (strike: number, ties: boolean) => ({ kind: 'above', strike, ties });
const BRTI = { kind: 'index-average', index: 'BRTI', seconds: 60 };
const NOON = { kind: 'candle', exchange: 'binance', pair: 'BTC/USDT', minutes: 1 };

describe("Kalshi's hourly prices", () => {
  it('are averages of the last sixty prints, strictly above', () => {
    const strike = { type: 'greater', floor: 84249.99, cap: null };
    const market = kalshi(kalshiHourly('above 84249.99'), { strike, subtitle: '$84,250 or above' });
    expect(read(market)).toEqual({
      kind: 'price-at',
      needs: [{ type: 'crypto', symbol: 'btc-usd' }],
      asset: 'btc',
      reading: BRTI,
      condition: above(84249.99, false),
      decimals: null,
      at: CLOSES,
    });
  });

  it('keep the words of every field', () => {
    const terms = classifyMarket(kalshi(kalshiHourly('above $84,249.99')));
    expect(terms).toMatchObject({
      asset: { text: 'BRTI' },
      condition: { text: 'above $84,249.99' },
      reading: { text: 'simple average of the sixty seconds' },
      at: { text: 'Nov 21, 2026 12 PM EST' },
    });
  });

  it.each([
    ['Bitcoin', 'btc-usd', 'Bitcoin Real-Time Index (BRTI)'],
    ['Ethereum', 'eth-usd', 'Ethereum Real-Time Index (ERTI)'],
    ['Ethereum', 'eth-usd', 'ETHUSD_RTI'],
    ['SOL', 'sol-usd', 'SOLUSD_RTI'],
    ['Ripple', 'xrp-usd', 'Ripple-Dollar Real Time Index (XRPUSD_RTI)'],
    ['Dogecoin', 'doge-usd', 'DOGEUSDRTI'],
  ])('on %s need %s', (coin, symbol, index) => {
    const market = kalshi(kalshiHourly('above 1.2799', index), { title: `${coin} price on Nov 21, 2026?` });
    expect(read(market)).toMatchObject({ kind: 'price-at', needs: [{ type: 'crypto', symbol }] });
  });

  it('refuse an index that no list has, and one that is not of the coin in the title', () => {
    expect(refusalOf(kalshi(kalshiHourly('above 5', 'PEPEUSD_RTI')))).toBe('price unknown-alias');
    expect(refusalOf(kalshi(kalshiHourly('above 5', 'SOLUSD_RTI')))).toBe('price contradiction');
    expect(refusalOf(kalshi(kalshiHourly('above 5'), { title: 'Bitcoin Cash price?' }))).toBe('price contradiction');
  });

  it('hold the ends of a range that leaves none to its neighbour, and refuse one that does', () => {
    const strike = { type: 'between', floor: 84000, cap: 84249.99 };
    const range = kalshi(kalshiHourly('between 84000-84249.99'), { strike, subtitle: '$84,000 to 84,249.99' });
    expect(read(range)).toMatchObject({
      condition: { kind: 'between', low: 84000, high: 84249.99, lowTies: true, highTies: true },
    });
    expect(refusalOf(kalshi(kalshiHourly('between 84000-84250')))).toBe('price ambiguous');
    expect(refusalOf(kalshi(kalshiHourly('between 84249.99-84000')))).toBe('price contradiction');
  });

  it.each<[string, Partial<Market>, string]>([
    [
      'a strike that asks for at least',
      { strike: { type: 'greater_or_equal', floor: 84249.99, cap: null } },
      'contradiction',
    ],
    ['another strike', { strike: { type: 'greater', floor: 84499.99, cap: null } }, 'contradiction'],
    ['a strike without its number', { strike: { type: 'greater', floor: null, cap: null } }, 'strike-missing'],
    ['a subtitle to the other side', { subtitle: '$84,249.99 or below' }, 'contradiction'],
    ['a subtitle with another number', { subtitle: '$84,500 or above' }, 'contradiction'],
    ['a close an hour later', { closeTime: CLOSES + 60 * MINUTE }, 'contradiction'],
    ['a strike to be determined', { subtitle: 'Target price: TBD' }, 'strike-missing'],
    ['a second source', { sources: ['Binance'] }, 'contradiction'],
    ['a title of another day', { title: 'Bitcoin price on Nov 22, 2026?' }, 'contradiction'],
  ])('are refused with %s', (_, change, reason) => {
    expect(refusalOf(kalshi(kalshiHourly('above 84249.99'), change))).toBe(`price ${reason}`);
  });

  it('tell at least from above', () => {
    expect(read(kalshi(kalshiHourly('at least 84250')))).toMatchObject({ condition: above(84250, true) });
    expect(read(kalshi(kalshiHourly('84250 or above')))).toMatchObject({ condition: above(84250, true) });
    expect(read(kalshi(kalshiHourly('greater than or equal to 84250')))).toMatchObject({
      condition: above(84250, true),
    });
    expect(read(kalshi(kalshiHourly('greater than 84250')))).toMatchObject({ condition: above(84250, false) });
    expect(read(kalshi(kalshiHourly('below 84250')))).toMatchObject({
      condition: { kind: 'below', strike: 84250, ties: false },
    });
  });

  it('are refused where the comparison is denied, pays NO, or goes on', () => {
    expect(refusalOf(kalshi(kalshiHourly('above 84249.99').replace(' is above', ' is not above')))).toBe(
      'price ambiguous',
    );
    expect(refusalOf(kalshi(kalshiHourly('above 84249.99').replace('to Yes', 'to No')))).toBe('price ambiguous');
    expect(refusalOf(kalshi(kalshiHourly('above 84249.99 and below 84500')))).toBe('price contradiction');
    expect(refusalOf(kalshi(kalshiHourly('above 84249.99-84500')))).toBe('price strike-missing');
    const other = 'If it rains, the market resolves to No. Otherwise ';
    expect(refusalOf(kalshi(other + kalshiHourly('above 84249.99')))).toBe('price ambiguous');
  });

  it('are refused where daylight time is named out of its season', () => {
    expect(refusalOf(kalshi(kalshiHourly('above 84249.99').replaceAll('EST', 'EDT')))).toBe('price contradiction');
  });

  it('are refused without a way of averaging, or with two', () => {
    const plain =
      "If CF Benchmarks' BRTI is above 84249.99 at 12 PM EST on Nov 21, 2026, then the market resolves to Yes.";
    expect(refusalOf(kalshi(plain))).toBe('price ambiguous');
    const both = `${kalshiHourly('above 84249.99')} The top and bottom 20% are excluded.`;
    expect(refusalOf(kalshi(both))).toBe('price contradiction');
  });
});

describe("Polymarket's noon prices", () => {
  const title = 'Will the price of Bitcoin be above $84,000 on November 21?';

  it('are the close of the candle that opens at noon in New York, in Tether', () => {
    expect(read(poly(title, noonAbove(), { subtitle: '84,000' }))).toEqual({
      kind: 'price-at',
      needs: [{ type: 'crypto', symbol: 'btc-usdt' }],
      asset: 'btc',
      reading: NOON,
      condition: above(84000, false),
      decimals: null,
      at: CLOSES + MINUTE,
    });
  });

  it('are final at noon where the rules name the candle by its close', () => {
    const rules = noonAbove().replace('12:00 in', 'closing at 12:00 in');
    expect(read(poly(title, rules))).toMatchObject({ at: CLOSES });
  });

  it('follow the clock of New York through the year', () => {
    const summer = poly('Will the price of Bitcoin be above $84,000 on July 21?', noonAbove(), {
      closeTime: Date.UTC(2026, 6, 21, 16),
    });
    expect(read(summer)).toMatchObject({ at: Date.UTC(2026, 6, 21, 16, 1) });
  });

  it('take the comparison from the rules and the number from the title', () => {
    expect(read(poly(title, noonAbove('equal to or higher than')))).toMatchObject({ condition: above(84000, true) });
    expect(refusalOf(poly(title, noonAbove('lower than')))).toBe('price contradiction');
    expect(refusalOf(poly(title, noonAbove('near')))).toBe('price ambiguous');
    expect(refusalOf(poly('Bitcoin on November 21?', noonAbove()))).toBe('price strike-missing');
  });

  it('read a number of the rules before a rounder one of the title', () => {
    const rules =
      'This market will resolve to “Yes” if the Binance 1 minute candle for ETH/USDT titled 2026/11/21 12:00 in the ET timezone (referring to 12:00 PM ET) has a final “Close” price of 1700.01 or higher, or to “No” otherwise.';
    expect(read(poly('Will the price of $ETH be above $1700 on November 21?', rules))).toMatchObject({
      condition: above(1700.01, true),
      needs: [{ symbol: 'eth-usdt' }],
    });
    expect(refusalOf(poly('Will the price of $ETH be above $1800 on November 21?', rules))).toBe('price contradiction');
    expect(refusalOf(poly('Will the price of $BTC be above $1700 on November 21?', rules))).toBe('price contradiction');
  });

  it('are refused on a pair that is not the one of the exchange, and on two pairs', () => {
    expect(refusalOf(poly(title, noonAbove('higher than', 'BTCUSDT')))).toBe('price-at');
    expect(refusalOf(poly(title, noonAbove('higher than', 'BTC/USD')))).toBe('price unknown-source');
    expect(refusalOf(poly(title, `${noonAbove()} See also BTC/USDC.`))).toBe('price contradiction');
    expect(refusalOf(poly(title.replace('Bitcoin', 'Pepe'), noonAbove('higher than', 'PEPE/USDT')))).toBe(
      'price unknown-alias',
    );
  });

  it('are refused on candles of another length, and where the comparison pays NO', () => {
    expect(refusalOf(poly(title, noonAbove().replace('1 minute', '2 minute')))).toBe('price contradiction');
    expect(refusalOf(poly(title, noonAbove().replace('"1m"', '"5m"')))).toBe('price contradiction');
    expect(refusalOf(poly(title, noonAbove().replace('"1m"', '"1h"')))).toBe('price contradiction');
    const no =
      'This market will resolve to "No" if the Binance 1 minute candle for BTC/USDT titled 2026/11/21 12:00 in the ET timezone has a final "Close" price of 84000 or higher.';
    expect(refusalOf(poly(title, no))).toBe('price ambiguous');
  });

  it('give a range its lower end where the higher bracket wins', () => {
    const between = 'Will the price of Bitcoin be between $84,000 and $86,000 on November 21?';
    expect(read(poly(between, noonRange(HIGHER_BRACKET)))).toMatchObject({
      condition: { kind: 'between', low: 84000, high: 86000, lowTies: true, highTies: false },
    });
    expect(refusalOf(poly(between, noonRange('')))).toBe('price strike-missing');
    const top = 'Will the price of Bitcoin be greater than $100,000 on November 21?';
    expect(read(poly(top, noonRange(HIGHER_BRACKET)))).toMatchObject({ condition: above(100_000, true) });
    const bottom = 'Will the price of Bitcoin be less than $80,000 on November 21?';
    expect(read(poly(bottom, noonRange(HIGHER_BRACKET)))).toMatchObject({
      condition: { kind: 'below', strike: 80_000, ties: false },
    });
  });
});
