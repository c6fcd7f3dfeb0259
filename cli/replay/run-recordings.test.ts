import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aMarket } from '@pm-arbitrage/agents/opportunity-scanner/scanner-fixtures.js';
import { encodeEnvelope } from '@pm-arbitrage/core/bus/wire.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import type { RecordedEntry } from '@pm-arbitrage/core/recording/recorded-entry.js';
import { sealAll } from '@pm-arbitrage/core/recording/seal-all.js';
import { spoolFolder } from '@pm-arbitrage/core/recording/spool/spool-files.js';
import { SpoolWriter } from '@pm-arbitrage/core/recording/spool/spool-writer.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordedEntries } from './recorded-entries.js';
import { runRecordings } from './run-recordings.js';

const folder = mkdtempSync(join(tmpdir(), 'pm-recordings-'));
const recordings = join(folder, 'recordings');
const { config } = loadConfig({ file: null, environment: { LOG_LEVEL: 'error' } });
const T0 = Date.UTC(2026, 10, 21, 12);
const kalshi: Market = {
  ...aMarket('kalshi', 'KXTEST-1'),
  closeTime: T0 + 86_400_000,
  resolutionTime: T0 + 86_400_000,
};
const polymarket: Market = {
  ...aMarket('polymarket', '0xabc'),
  closeTime: T0 + 86_400_000,
  resolutionTime: T0 + 86_400_000,
};

const message = (at: number, label: string, payload: unknown): RecordedEntry => ({
  at,
  kind: 'message',
  label,
  text: encodeEnvelope({
    id: `${label}/${at}`,
    version: 1,
    eventTime: at,
    publishTime: at,
    source: 'test',
    trace: `${label}/${at}`,
    cause: null,
    payload,
  }),
});
const frame = (at: number, value: unknown): RecordedEntry => ({
  at,
  kind: 'frame',
  label: 'books#1',
  text: typeof value === 'string' ? value : JSON.stringify(value),
});
const event = (at: number, text: string): RecordedEntry => ({ at, kind: 'event', label: 'books#1', text });
const snapshot = (seq: number, yes: string, no: string) => ({
  type: 'orderbook_snapshot',
  sid: 1,
  seq,
  msg: {
    market_ticker: 'KXTEST-1',
    market_id: '7a5b2b0e-0c3c-4f0e-9a55-2d6f5a2a4a11',
    yes_dollars_fp: [[yes, '100.00']],
    no_dollars_fp: [[no, '100.00']],
  },
});
const tick = (at: number, source: string, price: number) =>
  message(at, 'oracle.crypto.btc-usd', {
    type: 'crypto',
    symbol: 'btc-usd',
    source,
    fact: { kind: 'price', price },
    unit: 'usd',
    eventTime: at,
    receivedAt: at,
    quality: 'live',
    uncertainty: null,
  });
const book = (asks: string) => {
  const { routing } = polymarket;
  return {
    event_type: 'book',
    asset_id: routing.platform === 'polymarket' ? routing.yesToken : '',
    market: nativeIdOf(polymarket.id),
    bids: [{ price: '0.40', size: '50' }],
    asks: [{ price: asks, size: '50' }],
    timestamp: String(T0 + 500),
    hash: 'h',
  };
};

/** Both venues and an oracle; YES and NO of the Kalshi market cost 90 cents for two seconds. */
const history: Readonly<Record<string, readonly RecordedEntry[]>> = {
  bus: [
    message(T0, 'venue.kalshi.markets', kalshi),
    message(T0 + 1, 'venue.polymarket.markets', polymarket),
    message(T0 + 2, 'venue.kalshi.markets', { no: 'market' }),
    message(T0 + 3, 'venue.kalshi.prices', { what: 'an agent said' }),
  ],
  'venue.kalshi': [
    event(T0 + 10, 'opened'),
    frame(T0 + 20, snapshot(1, '0.4000', '0.5500')),
    frame(T0 + 1_000, snapshot(2, '0.6000', '0.5000')),
    frame(T0 + 3_000, snapshot(3, '0.4000', '0.5500')),
    event(T0 + 4_000, 'lost: closed with code 1006'),
  ],
  'venue.polymarket': [frame(T0 + 500, 'PONG'), frame(T0 + 500, [book('0.45')])],
  'oracle.crypto': [
    tick(T0 + 700, 'binance', 84_000),
    tick(T0 + 800, 'coinbase', 84_010),
    tick(T0 + 801, 'fused', 84_005),
  ],
};

beforeAll(async () => {
  for (const [source, entries] of Object.entries(history)) {
    const writer = new SpoolWriter({
      folder: spoolFolder(recordings, source),
      instance: 'test',
      clock: new SimulatedClock(T0),
      rotateMs: 60_000,
      rotateBytes: 1_000_000,
      mostSpooled: 1_000_000,
      onProblem: (problem) => {
        throw new Error(problem);
      },
    });
    for (const entry of entries) writer.record(entry);
    await writer.close();
  }
  await sealAll(recordings, T0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what the recorder kept', () => {
  it('is read in the order of receipt, over all sources', async () => {
    const read: [string, number][] = [];
    for await (const { source, at } of recordedEntries(recordings, { from: T0 + 1, to: T0 + 801 }))
      read.push([source, at - T0]);
    expect(read).toEqual([
      ['bus', 1],
      ['bus', 2],
      ['bus', 3],
      ['venue.kalshi', 10],
      ['venue.kalshi', 20],
      ['venue.polymarket', 500],
      ['venue.polymarket', 500],
      ['oracle.crypto', 700],
      ['oracle.crypto', 800],
    ]);
  });

  it('is lived through again by the same agents, both venues and the oracles, twice with the same log to the byte', async () => {
    const run = async (name: string) => {
      const logFile = join(folder, name);
      const report = await runRecordings({ config, recordings, from: null, to: null, logFile });
      return { report, log: readFileSync(logFile, 'utf8') };
    };
    const first = await run('first');
    expect(first.report).toMatchObject({
      frames: 5,
      markets: 2,
      ticks: 2,
      refused: 1,
      books: { kalshi: 1, polymarket: 1 },
    });
    const found = first.log.split('\n').filter((line) => line.includes('"kind":"opportunities"'));
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toContain('kalshi:KXTEST-1');
    const second = await run('second');
    expect(second.log).toBe(first.log);
    expect(second.report).toEqual(first.report);
  });

  it('says so where there is nothing', async () => {
    const nothing = { config, recordings: join(folder, 'empty'), from: null, to: null, logFile: null };
    await expect(runRecordings(nothing)).rejects.toThrow(/holds nothing that was recorded/);
    await expect(runRecordings({ ...nothing, recordings, from: T0 + 86_400_000 })).rejects.toThrow(/in that time/);
  });
});
