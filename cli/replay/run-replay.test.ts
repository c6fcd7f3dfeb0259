import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import { describe, expect, it } from 'vitest';
import { readKalshiListing } from './read-listing.js';
import { runReplay } from './run-replay.js';

const kalshi = fileURLToPath(new URL('../../../shared/data/kalshi/', import.meta.url));
const gold = join(kalshi, 'ws-gold15m-2026-08');
const btc = join(kalshi, 'ws-btc15m-2026-05-13');
const { config } = loadConfig({ file: null, environment: { LOG_LEVEL: 'error' } });

const recordings = [
  {
    name: 'the gold recording',
    files: [join(gold, 'KXGOLD15M-26AUG050000-00.ndjson.gz')],
    moments: () => readKalshiListing([join(gold, 'metadata', 'KXGOLD15M-26AUG050000.json')], 1),
    frames: 38_127,
    books: 1,
  },
  {
    name: 'the bitcoin recording',
    files: [
      'orderbook_delta.13.ndjson.gz',
      'orderbook_snapshot.13.ndjson',
      'ticker.13.ndjson.gz',
      'ws_connected.13.ndjson',
      'ws_subscribed.13.ndjson',
    ].map((name) => join(btc, name)),
    moments: () => [],
    frames: 94_566,
    books: 2,
  },
];

describe('replay', () => {
  if (!existsSync(kalshi)) {
    it.skip('could not run: the recordings of ../shared/data are not here', () => undefined);
    return;
  }

  it.each(recordings)(
    'runs $name to its end, twice with the same decision log to the byte',
    async (recording) => {
      const folder = mkdtempSync(join(tmpdir(), 'replay-'));
      const run = async (name: string) => {
        const logFile = join(folder, name);
        const options = { config, platform: 'kalshi' as const, files: recording.files, moments: recording.moments() };
        return { report: await runReplay({ ...options, logFile }), log: readFileSync(logFile, 'utf8') };
      };
      const first = await run('first');
      const second = await run('second');
      expect(first.report).toMatchObject({ frames: recording.frames, books: recording.books });
      expect(first.log.length).toBeGreaterThan(10_000);
      expect(second.log).toBe(first.log);
      expect(second.report.sha256).toBe(first.report.sha256);
    },
    600_000,
  );
});
