import { describe, expect, it } from 'vitest';
import type { Market } from '../../domain/market.js';
import { classifyMarket } from '../classify-market.js';
import { aMarket } from '../testing/a-market.js';
import { hit, hitOnDay, kalshiTouch } from '../testing/price-texts.js';
import { refusalOf } from '../testing/refusal-of.js';
import { valuesOf } from '../testing/values-of.js';

const kalshi = (rules: string, change: Partial<Market> = {}) =>
  aMarket('kalshi', { title: 'Bitcoin price on Nov 21, 2026?', rules, ...change });
const poly = (title: string, rules: string, change: Partial<Market> = {}) =>
  aMarket('polymarket', { title, rules, ...change });
const read = (market: Market) => valuesOf(classifyMarket(market));
const NOON = { kind: 'candle', exchange: 'binance', pair: 'BTC/USDT', minutes: 1 };

describe("Kalshi's barriers", () => {
  it('are touched by trimmed means of minutes since the market opened', () => {
    const openTime = Date.UTC(2026, 0, 2);
    const closeTime = Date.UTC(2027, 0, 1, 5);
    const market = kalshi(kalshiTouch('above 149999.99'), {
      title: 'How high will Bitcoin get this year?',
      openTime,
      closeTime,
    });
    expect(read(market)).toEqual({
      kind: 'touch',
      needs: [{ type: 'crypto', symbol: 'btc-usd' }],
      asset: 'btc',
      reading: { kind: 'trimmed-minute', index: 'BRTI' },
      side: 'up',
      level: 149999.99,
      ties: false,
      from: openTime,
      to: closeTime,
    });
    expect(refusalOf({ ...market, openTime: null })).toBe('price time-missing');
    const low = { ...market, rules: kalshiTouch('below 60000') };
    expect(read(low)).toMatchObject({ side: 'down', level: 60000, ties: false });
  });
});

describe("Polymarket's barriers", () => {
  const closeTime = Date.UTC(2026, 11, 1, 5);
  const title = 'Will Bitcoin reach $100,000 in November?';

  it('are touched by the high of a minute, or by its low', () => {
    expect(read(poly(title, hit('High', 'equal to or greater than'), { closeTime }))).toEqual({
      kind: 'touch',
      needs: [{ type: 'crypto', symbol: 'btc-usdt' }],
      asset: 'btc',
      reading: NOON,
      side: 'up',
      level: 100_000,
      ties: true,
      from: Date.UTC(2026, 10, 1, 4),
      to: closeTime,
    });
    const dip = poly('Will Bitcoin dip to $70k in November?', hit('Low', 'equal to or less than'), { closeTime });
    expect(read(dip)).toMatchObject({ side: 'down', level: 70_000, ties: true });
  });

  it('are refused when the comparison goes the other way, or when one of two levels comes first', () => {
    expect(refusalOf(poly(title, hit('High', 'equal to or less than'), { closeTime }))).toBe('price contradiction');
    expect(
      refusalOf(poly('Will $BTC hit $20k or $30k first?', hit('High', 'equal to or greater than'), { closeTime })),
    ).toBe('price unknown-class');
    expect(refusalOf(poly('What will Bitcoin do?', hit('High', 'equal to or greater than'), { closeTime }))).toBe(
      'price strike-missing',
    );
  });

  it('of one day take it from the title, whole or since the market was created', () => {
    const day = 'Will Bitcoin reach $86k on November 21?';
    const to = Date.UTC(2026, 10, 22, 5);
    const market = poly(day, hitOnDay('between 12:00 AM ET and 11:59 PM ET'), { closeTime: to });
    expect(read(market)).toMatchObject({ level: 86_000, from: Date.UTC(2026, 10, 21, 5), to });
    const openTime = Date.UTC(2026, 10, 21, 9);
    const created = { ...market, openTime, rules: hitOnDay('from the creation of this market through 11:59 PM ET,') };
    expect(read(created)).toMatchObject({ from: openTime, to });
    expect(refusalOf({ ...created, openTime: null })).toBe('price time-missing');
  });
});
