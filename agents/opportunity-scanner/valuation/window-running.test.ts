import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type {
  PriceAtTerms,
  PriceReading,
  PriceTerms,
  TouchTerms,
  UpDownTerms,
} from '@pm-arbitrage/core/settlement-terms/crypto/price-terms.js';
import { expect, it } from 'vitest';
import { PriceDesk } from './price-desk.js';
import { windowRunning } from './window-running.js';

const END = Date.UTC(2026, 10, 21, 22);
const QUARTER = 900_000;
const worded = <T>(value: T) => ({ value, text: '' });
const INDEX: PriceReading = { kind: 'index-average', index: 'BRTI', seconds: 60 };
const CANDLE: PriceReading = { kind: 'candle', exchange: 'binance', pair: 'BTC/USDT', minutes: 1 };
const base = (reading: PriceReading) => ({ needs: [], asset: worded('btc'), reading: worded(reading) });
const upDown = (start = END - QUARTER): UpDownTerms => ({
  kind: 'up-down',
  ...base(INDEX),
  yes: worded('up'),
  against: worded('earlier-average'),
  start: worded(start),
  end: worded(END),
  tie: worded('up'),
  decimals: null,
  reference: worded(84_000),
});
const above = (reading: PriceReading): PriceAtTerms => ({
  kind: 'price-at',
  ...base(reading),
  condition: worded({ kind: 'above', strike: 84_000, ties: false }),
  decimals: null,
  at: worded(END),
});
const touch = (from: number): TouchTerms => ({
  kind: 'touch',
  ...base(CANDLE),
  side: worded('up'),
  level: worded(85_000),
  ties: true,
  from: worded(from),
  to: worded(END),
});

const quote = (symbol: string, source: string, price: number, at: number): OracleTick => ({
  type: 'crypto',
  symbol,
  source,
  fact: { kind: 'price', price },
  unit: 'usd',
  eventTime: at,
  receivedAt: at,
  quality: 'live',
  uncertainty: null,
});
const running = (
  terms: PriceTerms,
  now: number,
  ...told: readonly [symbol: string, source: string, price: number][]
) => {
  const desk = new PriceDesk();
  for (const [symbol, source, price] of told) desk.take(quote(symbol, source, price, now));
  return windowRunning(terms, desk, now, 5_000);
};

it('up or down runs from when its price to beat is fixed until its end', () => {
  expect(running(upDown(), END - QUARTER - 1)).toBeNull();
  expect(running(upDown(), END - QUARTER)).toEqual({ confident: false, window: true });
  expect(running(upDown(), END - 1)).toEqual({ confident: false, window: true });
  expect(running(upDown(), END)).toBeNull();
});

it('a price at a moment runs while its average is printed, and never where one trade decides', () => {
  expect(running(above(INDEX), END - 60_001)).toBeNull();
  expect(running(above(INDEX), END - 60_000)).toMatchObject({ window: true });
  expect(running(above(CANDLE), END - 1)).toBeNull();
});

it('what is watched for longer than an hour is no short window', () => {
  expect(running(touch(END - 3_600_000), END - 1)).toMatchObject({ window: true });
  expect(running(touch(END - 3_600_001), END - 1)).toBeNull();
  expect(running(upDown(END - 3_600_001), END - 1)).toBeNull();
});

it('stands for certain where two sources speak, in dollars or Tether, and all who do agree', () => {
  const confident = (...told: Parameters<typeof running> extends [PriceTerms, number, ...infer R] ? R : never) =>
    running(upDown(), END - 60_000, ...told)?.confident;
  expect(confident(['btc-usd', 'coinbase', 84_000])).toBe(false);
  // What was made of the others is no source of its own.
  expect(confident(['btc-usd', 'coinbase', 84_000], ['btc-usd', 'fused', 84_000])).toBe(false);
  expect(confident(['btc-usd', 'coinbase', 84_000], ['btc-usd', 'cf-benchmarks', 84_010])).toBe(true);
  expect(confident(['btc-usd', 'coinbase', 84_000], ['btc-usdt', 'binance', 84_024])).toBe(true);
  expect(confident(['btc-usd', 'coinbase', 84_000], ['eth-usd', 'cf-benchmarks', 84_000])).toBe(false);
  const liar = ['btc-usd', 'chainlink', 84_420] as const;
  expect(confident(['btc-usd', 'coinbase', 84_000], ['btc-usd', 'cf-benchmarks', 84_010], [...liar])).toBe(false);
});

it('does not stand for certain on what was said too long ago', () => {
  const desk = new PriceDesk();
  desk.take(quote('btc-usd', 'coinbase', 84_000, END - 60_000));
  desk.take(quote('btc-usd', 'cf-benchmarks', 84_000, END - 65_001));
  expect(windowRunning(upDown(), desk, END - 60_000, 5_000)?.confident).toBe(false);
});
