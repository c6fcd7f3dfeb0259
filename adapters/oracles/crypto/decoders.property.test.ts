import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBinance } from './binance/decode-binance.js';
import { decodeCf } from './cf-benchmarks/decode-cf.js';
import { decodeAdvanced } from './coinbase/decode-advanced.js';
import { decodeExchange } from './coinbase/decode-exchange.js';
import { decodePolybolt } from './polybolt/decode-polybolt.js';

type Frame = Readonly<Record<string, unknown>>;

/** A good frame of each kind, and how its decoder names what it made of one. */
const CASES: readonly (readonly [name: string, read: (text: string) => string, frames: readonly Frame[]])[] = [
  [
    'Binance',
    (text) => decodeBinance(text).kind,
    [
      {
        e: 'trade',
        E: 1_795_251_600_001,
        s: 'BTCUSDT',
        t: 5,
        p: '84000.10000000',
        q: '1',
        T: 1_795_251_600_000,
        m: true,
      },
      { e: 'aggTrade', E: 1_795_251_600_001, s: 'BTCUSDT', a: 5, p: '84000.10000000', q: '1', T: 1_795_251_600_000 },
      { u: 7, s: 'BTCUSDT', b: '84000.00', B: '1', a: '84000.01', A: '1' },
      {
        e: 'kline',
        E: 1_795_251_600_001,
        s: 'BTCUSDT',
        k: { t: 1_795_251_540_000, T: 1_795_251_599_999, i: '1m', o: '2', h: '4', l: '1', c: '3', x: true },
      },
    ],
  ],
  [
    'Coinbase Exchange',
    (text) => decodeExchange(text).news[0]?.kind ?? 'nothing',
    [
      { type: 'match', trade_id: 5, price: '84000.1', product_id: 'BTC-USD', time: '2026-11-21T09:00:00.000001Z' },
      { type: 'ticker', product_id: 'BTC-USD', best_bid: '1.1', best_ask: '1.2', time: '2026-11-21T09:00:00.000001Z' },
      { type: 'heartbeat', last_trade_id: 5, product_id: 'BTC-USD', time: '2026-11-21T09:00:00.000001Z' },
    ],
  ],
  [
    'Coinbase Advanced Trade',
    (text) => decodeAdvanced(text).news[0]?.kind ?? 'nothing',
    [
      {
        channel: 'ticker',
        timestamp: '2026-11-21T09:00:00Z',
        sequence_num: 1,
        events: [{ type: 'update', tickers: [{ product_id: 'BTC-USD', best_bid: '1.1', best_ask: '1.2' }] }],
      },
      {
        channel: 'market_trades',
        timestamp: '2026-11-21T09:00:00Z',
        sequence_num: 1,
        events: [
          {
            type: 'update',
            trades: [{ trade_id: '5', product_id: 'BTC-USD', price: '1', time: '2026-11-21T09:00:00Z' }],
          },
        ],
      },
    ],
  ],
  [
    'CF Benchmarks',
    (text) => decodeCf(text).kind,
    [
      {
        type: 'cfbenchmarks_value',
        sid: 1,
        seq: 7,
        msg: {
          index_id: 'BRTI',
          received_at: 1_795_251_600_350,
          data: '{"type":"value","id":"BRTI","time":1795251600000,"value":"84123.45"}',
          avg_60s_data: {
            value: '84120.11000000',
            window_size: 60,
            window_start_ts_ms: 1_795_251_540_000,
            window_end_ts_exclusive: 1_795_251_600_000,
          },
        },
      },
    ],
  ],
  [
    'PolyBolt',
    (text) => decodePolybolt(text).kind,
    [
      {
        v: 1,
        channel: 'price.crypto.twap',
        seq: 3,
        ts: 1_795_251_600_000,
        payload: {
          symbol: 'btcusd',
          value: 84_120.7,
          full_accuracy_value: '84120.70000000',
          timestamp: 1_795_251_600_000,
          window_seconds: 60,
          source: 'chainlink',
        },
      },
    ],
  ],
];

/** Every place in a frame. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) => [
    ...(path.length > 0 ? [path] : []),
    ...places(part, [...path, key]),
  ]);
}

function withPart(value: unknown, [key, ...rest]: readonly string[], part: unknown): unknown {
  if (key === undefined) return part;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = withPart(copy[key], rest, part);
  return copy;
}

describe.each(CASES)('the decoder of %s', (_name, read, frames) => {
  it('reads its frames', () => {
    for (const frame of frames)
      expect(['trade', 'quote', 'candle', 'heartbeat', 'value', 'prices']).toContain(read(JSON.stringify(frame)));
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything().map((value) => JSON.stringify(value) ?? ''),
        ),
        (text) => {
          expect(typeof read(text)).toBe('string');
        },
      ),
    );
  });

  it('never throws when any part of a frame is another value, and yields no price that is none', () => {
    const spoiled = fc
      .constantFrom(...frames)
      .chain((frame) =>
        fc
          .tuple(
            fc.constantFrom(...places(frame)),
            fc.oneof(
              fc.anything({ maxDepth: 1 }),
              fc.constantFrom('NaN', '-1', '1e400', '0', '', '99999999999999999999'),
            ),
          )
          .map(([path, part]) => JSON.stringify(withPart(frame, path, part)) ?? ''),
      );
    fc.assert(
      fc.property(spoiled, (text) => {
        expect(typeof read(text)).toBe('string');
        for (const decode of [decodeBinance, decodeExchange, decodeAdvanced, decodeCf, decodePolybolt])
          for (const [key, value] of numbersIn(decode(text)))
            if (['price', 'bid', 'ask', 'open', 'high', 'low', 'close'].includes(key))
              expect(value > 0 && Number.isFinite(value)).toBe(true);
      }),
    );
  });
});

/** Every number of a decoded frame with the name it stands under. */
function numbersIn(value: unknown, name = ''): [string, number][] {
  if (typeof value === 'number') return [[name, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => numbersIn(part, key));
}
