import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hasSharedData, sharedFiles, sharedPath } from '../../testing/shared-data.js';
import { decodeBinance } from './binance/decode-binance.js';
import { decodeAdvanced } from './coinbase/decode-advanced.js';
import { decodeExchange } from './coinbase/decode-exchange.js';
import { TradeSequence } from './trade-sequence.js';

/** How often each word occurs. */
function countOf(words: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

const texts = (folder: string, pattern: RegExp): [string, string][] =>
  sharedFiles(folder, pattern).map((path) => [basename(path, '.json'), readFileSync(path, 'utf8')]);

describe.skipIf(!hasSharedData)('recorded frames', () => {
  it('decodes every frame of a recorded stretch of Binance, prices within its range and trades without a gap', () => {
    const packed = readFileSync(sharedPath('crypto/binance-spot-raw/btcusdt_20240808.gz'));
    const lines = gunzipSync(packed).toString('utf8').trimEnd().split('\n');
    const frames = lines.map((line) => decodeBinance(line.slice(line.indexOf(' ') + 1)));
    expect(countOf(frames.map((frame) => (frame.kind === 'passed' ? `passed ${frame.type}` : frame.kind)))).toEqual({
      quote: 28_040,
      trade: 9_757,
      'passed depthUpdate': 3_451,
      // The recorder's own snapshot over REST.
      'passed depth': 1,
    });
    const trades = new TradeSequence();
    for (const frame of frames) {
      if (frame.kind === 'trade') {
        expect(trades.take(frame.id)).toBe('next');
        expect(frame.price).toBeGreaterThan(60_000);
        expect(frame.price).toBeLessThan(63_000);
      }
    }
  });

  it('decodes or passes over every message of Binance, and refuses none', () => {
    const kinds = texts('crypto/binance-ws', /\.json$/).map(([name, text]) => {
      const frame = decodeBinance(text);
      return [name, frame.kind === 'passed' ? `passed ${frame.type}` : frame.kind] as const;
    });
    expect(countOf(kinds.map(([, kind]) => kind))).toEqual({
      trade: 2,
      quote: 2,
      'passed 24hrTicker': 2,
      'passed ALGO_UPDATE': 4,
      'passed ORDER_TRADE_UPDATE': 10,
      'passed TRADE_LITE': 1,
      'passed depthUpdate': 2,
      'passed executionReport': 19,
    });
  });

  it('decodes every message of Coinbase on the feed it is of, and refuses it on the other one', () => {
    const messages = texts('crypto/coinbase', /^ws_.*\.json$/);
    const kinds = messages.map(([name, text]) => [name, decodeAdvanced(text).news.map(({ kind }) => kind)]);
    expect(Object.fromEntries(kinds)).toEqual({
      ws_candles: ['passed'],
      ws_heartbeats: ['heartbeat'],
      ws_l2_data_snapshot: ['passed'],
      ws_l2_data_update: ['passed'],
      ws_market_trades: ['trade', 'trade'],
      ws_subscriptions: ['subscribed'],
      ws_ticker: ['quote'],
      ws_user: ['passed'],
    });
    for (const [, text] of messages)
      expect(decodeExchange(text).news).toMatchObject([
        { kind: 'refused', reason: expect.stringContaining('Advanced Trade') },
      ]);
  });
});
