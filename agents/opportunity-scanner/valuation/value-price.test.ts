import type { OracleFact, OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { Condition } from '@pm-arbitrage/core/fair-value/settlement-interval.js';
import type {
  PriceAtTerms,
  PriceReading,
  TouchTerms,
  UpDownTerms,
} from '@pm-arbitrage/core/settlement-terms/crypto/price-terms.js';
import { gaussianSeries } from './testing/gaussian-series.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { PriceDesk } from './price-desk.js';
import { valuePrice } from './value-price.js';

const T0 = Date.UTC(2026, 10, 21, 12);
const AT = Date.UTC(2026, 10, 21, 22);
const worded = <T>(value: T) => ({ value, text: '' });
const INDEX: PriceReading = { kind: 'index-average', index: 'BRTI', seconds: 60 };
const CANDLE: PriceReading = { kind: 'candle', exchange: 'binance', pair: 'BTC/USDT', minutes: 1 };
const TWAP: PriceReading = { kind: 'chainlink-twap', pair: 'BTC/USD', seconds: 60 };

const tick = (source: string, fact: OracleFact, at: number): OracleTick => ({
  type: 'crypto',
  symbol: 'btc-usd',
  source,
  fact,
  unit: 'usd',
  eventTime: at,
  receivedAt: at,
  quality: 'live',
  uncertainty: null,
});
const price = (source: string, value: number, at: number) => tick(source, { kind: 'price', price: value }, at);
const average = (source: string, value: number, to: number, samples = 60) =>
  tick(source, { kind: 'average', price: value, from: to - 60_000, to, samples, of: 60 }, to);

const needs = [{ type: 'crypto' as const, symbol: 'btc-usd' }];
const base = (reading: PriceReading) => ({ needs, asset: worded('btc'), reading: worded(reading) });
const above = (strike: number, reading: PriceReading = INDEX, at = AT): PriceAtTerms => ({
  kind: 'price-at',
  ...base(reading),
  condition: worded<Condition>({ kind: 'above', strike, ties: false }),
  decimals: null,
  at: worded(at),
});
const upDown = (change: Partial<UpDownTerms> = {}): UpDownTerms => ({
  kind: 'up-down',
  ...base(INDEX),
  yes: worded<'up' | 'down'>('up'),
  against: worded('earlier-average' as const),
  start: worded(AT - 900_000),
  end: worded(AT),
  tie: worded('up' as const),
  decimals: null,
  reference: worded(84_000),
  ...change,
});
const touch = (level: number, reading: PriceReading = CANDLE): TouchTerms => ({
  kind: 'touch',
  ...base(reading),
  side: worded('up' as const),
  level: worded(level),
  ties: true,
  from: worded(T0),
  to: worded(AT),
});

/** An hour of quotes every five seconds at half a year's volatility, the last one now at 84,000. */
function deskOf(source: string, until: number, also: readonly [string, number][] = []): PriceDesk {
  const desk = new PriceDesk();
  for (const [index, value] of gaussianSeries({ last: 84_000, volatility: 0.5, seconds: 5, count: 720 }).entries()) {
    const at = until - (719 - index) * 5_000;
    desk.take(price(source, value, at));
    for (const [other, off] of also) desk.take(price(other, value + off, at));
  }
  return desk;
}
const valued = (...given: Parameters<typeof valuePrice>) => {
  const valuation = valuePrice(...given);
  if (valuation.kind === 'unpriced') throw new Error(valuation.detail);
  return valuation;
};
const reasonOf = (...given: Parameters<typeof valuePrice>) => {
  const valuation = valuePrice(...given);
  return valuation.kind === 'unpriced' ? valuation.detail : `valued ${valuation.probability}`;
};
const STALE = 5_000;

describe('a price at a moment', () => {
  const now = AT - 3_600_000;
  let desk: PriceDesk;
  beforeEach(() => {
    desk = deskOf('cf-benchmarks', now);
  });

  it('is near even at the price of now, and moves with the strike', () => {
    const at = (strike: number) => valued(above(strike), desk, now, STALE);
    expect(at(84_000).probability).toBeGreaterThan(0.47);
    expect(at(84_000).probability).toBeLessThan(0.53);
    expect(at(83_000).probability).toBeGreaterThan(0.95);
    expect(at(85_000).probability).toBeLessThan(0.05);
    expect(at(84_000)).toMatchObject({
      model: 'price-at/index-average',
      sources: ['cf-benchmarks btc-usd'],
      oracleAt: now,
    });
  });

  it('is known less well through a feed that is not the index, better once their difference was measured', () => {
    const strike = above(84_200);
    const direct = valued(strike, desk, now, STALE);
    const other = valued(strike, deskOf('coinbase', now), now, STALE);
    expect(other.standardError).toBeGreaterThan(direct.standardError);
    const both = deskOf('cf-benchmarks', now, [['coinbase', 30]]);
    both.take(price('coinbase', 84_030, now + 10_000));
    expect(valued(strike, both, now + 10_000, STALE).probability).toBeCloseTo(direct.probability, 1);
  });

  it('has no value while what settles it is outvoted, and has one again when the sources agree', () => {
    desk.take(price('fused', 84_000, now));
    expect(valued(above(84_000), desk, now, STALE).probability).toBeGreaterThan(0.47);
    desk.take(price('cf-benchmarks', 84_200, now + 1_000));
    expect(reasonOf(above(84_000), desk, now + 1_000, STALE)).toBe(
      'cf-benchmarks is far from what the sources of btc-usd say together',
    );
    desk.take(price('fused', 84_190, now + 2_000));
    expect(valued(above(84_000), desk, now + 2_000, STALE).probability).toBeGreaterThan(0.6);
  });

  it('has no value without a fresh price, while the volatility is not known, and once it is final', () => {
    expect(reasonOf(above(84_000), desk, now + STALE + 1, STALE)).toBe('no fresh price of btc-usd');
    const young = new PriceDesk();
    young.take(price('cf-benchmarks', 84_000, now));
    expect(reasonOf(above(84_000), young, now, STALE)).toMatch(/too little is known of the volatility/);
    expect(reasonOf(above(84_000), desk, AT, STALE)).toBe('its price is final');
  });

  it('of a candle is seen on its exchange alone: dollars elsewhere are no Tether', () => {
    expect(reasonOf(above(84_000, CANDLE), deskOf('coinbase', now), now, STALE)).toMatch(/coinbase is not binance/);
    expect(valued(above(84_000, CANDLE), deskOf('binance', now), now, STALE).model).toBe('price-at/candle');
  });
});

describe('in its last minute', () => {
  const now = AT - 30_000;

  it('an average is what was printed of it and what is to come; without the prints it has no value', () => {
    const desk = deskOf('cf-benchmarks', now);
    expect(reasonOf(above(84_050), desk, now, STALE)).toMatch(/what was printed of it is not known/);
    desk.take(average('cf-benchmarks', 84_200, AT, 30));
    expect(valued(above(84_050), desk, now, STALE).probability).toBeGreaterThan(0.95);
    expect(valued(above(84_150), desk, now, STALE).probability).toBeLessThan(0.05);
  });

  it("a vendor's average stands for what was printed, less certainly", () => {
    const desk = deskOf('coinbase', now);
    expect(reasonOf(above(84_050, TWAP), desk, now, STALE)).toMatch(/the average is not told/);
    desk.take(average('chainlink-twap', 84_200, now));
    const twap = valued(above(84_050, TWAP), desk, now, STALE);
    expect(twap.probability).toBeGreaterThan(0.9);
    expect(twap.standardError).toBeGreaterThan(0);
  });
});

describe('up or down', () => {
  const now = AT - 300_000;
  const desk = deskOf('cf-benchmarks', now);

  it('is held against the listed price to beat, either way round', () => {
    const up = valued(upDown({ reference: worded(83_800) }), desk, now, STALE);
    const down = valued(upDown({ reference: worded(83_800), yes: worded('down') }), desk, now, STALE);
    expect(up.probability).toBeGreaterThan(0.8);
    expect(up.probability + down.probability).toBeCloseTo(1, 12);
  });

  it('says that its window runs from when the price to beat is fixed, and how surely', () => {
    const before = AT - 900_001;
    expect(valued(upDown(), deskOf('cf-benchmarks', before), before, STALE)).not.toHaveProperty('window');
    expect(valued(upDown(), desk, now, STALE)).toMatchObject({ live: true, window: true, confident: false });
    const two = deskOf('cf-benchmarks', now, [['coinbase', 10]]);
    expect(valued(upDown(), two, now, STALE)).toMatchObject({ live: true, window: true, confident: true });
  });

  it('or against the one that the oracle told when it was fixed, and has no value where nobody listened', () => {
    const terms = upDown({ reference: null });
    expect(reasonOf(terms, desk, now, STALE)).toBe('the price to beat is not known');
    desk.take(average('cf-benchmarks', 83_800, AT - 900_000));
    expect(valued(terms, desk, now, STALE).probability).toBeGreaterThan(0.8);
  });
});

describe('a level that is to be touched', () => {
  const now = AT - 3_600_000;

  it('is likelier than being beyond it at the end, and certain once a candle was there', () => {
    const desk = deskOf('binance', now);
    const touched = valued(touch(84_400), desk, now, STALE).probability;
    const end = valued(above(84_400, CANDLE), desk, now, STALE).probability;
    expect(touched).toBeGreaterThan(1.5 * end);
    const from = now - 600_000;
    const candle = { kind: 'candle' as const, open: 84_000, high: 84_400, low: 83_900, close: 84_000, closed: true };
    desk.take(tick('binance', { ...candle, from, to: from + 60_000 }, from + 60_000));
    expect(valued(touch(84_400), desk, now, STALE)).toMatchObject({ probability: 1, standardError: 0 });
  });
});

it('knows little of the days ahead from the volatility of half an hour, and says so', () => {
  const errorOver = (hours: number) => {
    const at = T0 + hours * 3_600_000;
    // Two deviations up at half a year's volatility, at each horizon.
    const strike = 84_000 * Math.exp(Math.sqrt(hours / 8_760));
    const end = valued(above(strike, CANDLE, at), deskOf('binance', T0), T0, STALE);
    const level = valued({ ...touch(strike), to: worded(at) }, deskOf('binance', T0), T0, STALE);
    return [end.standardError, level.standardError];
  };
  const [soon, late] = [errorOver(0.25), errorOver(120)];
  expect(Math.max(...soon)).toBeLessThan(0.02);
  expect(Math.min(...late)).toBeGreaterThan(4 * Math.max(...soon.slice(0, 1)));
  expect(late[1]).toBeGreaterThan(0.03);
});
