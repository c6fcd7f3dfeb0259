import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { recordingFiles } from '@pm-arbitrage/core/recording/recording-files.js';
import { sealAll } from '@pm-arbitrage/core/recording/seal-all.js';
import { spoolFolder } from '@pm-arbitrage/core/recording/spool/spool-files.js';
import { SpoolWriter } from '@pm-arbitrage/core/recording/spool/spool-writer.js';

const FRAMES = 1_000_000;
const BURST = 2_000;
const MEGABYTE = 1_000_000;

/** Frames like a venue's, made up: a ticker, a price, a size, a sequence. */
function frames(): readonly string[] {
  const random = seededRandom(1);
  return Array.from({ length: 5_000 }, (_, seq) => {
    const cents = Math.floor(random.next() * 9_900) + 50;
    return JSON.stringify({
      type: 'orderbook_delta',
      sid: 2,
      seq,
      msg: {
        market_ticker: `KXBTC15M-26NOV2115${String(seq % 60).padStart(2, '0')}-T${84_000 + (seq % 40) * 250}`,
        market_id: `7a5b2b0e-0c3c-4f0e-9a55-${String(seq % 40).padStart(12, '0')}`,
        price_dollars: (cents / 10_000).toFixed(4),
        delta_fp: (random.next() * 500 - 250).toFixed(2),
        side: random.next() < 0.5 ? 'yes' : 'no',
        ts: new Date(1_795_251_600_000 + seq * 37).toISOString(),
      },
    });
  });
}

/** A million frames through a spool into Parquet in this very process: what an append costs, and what the rest does. */
export async function runRecording() {
  const folder = mkdtempSync(join(tmpdir(), 'pm-recording-'));
  const texts = frames();
  const writer = new SpoolWriter({
    folder: spoolFolder(folder, 'bench'),
    instance: 'bench',
    clock: systemClock,
    rotateMs: 3_600_000,
    rotateBytes: 32 * MEGABYTE,
    mostSpooled: 10_000 * MEGABYTE,
    onProblem: (problem) => process.stderr.write(`${problem}\n`),
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  try {
    let appendMs = 0;
    let rawBytes = 0;
    const heaps: number[] = [];
    delay.enable();
    const startedAt = systemClock.monotonic();
    for (let index = 0; index < FRAMES; index += BURST) {
      const before = systemClock.monotonic();
      for (let at = index; at < index + BURST; at++) {
        const text = texts[at % texts.length] as string;
        rawBytes += text.length;
        writer.record({ at: 1_795_251_600_000 + at, kind: 'frame', label: 'books#1', text });
      }
      appendMs += systemClock.monotonic() - before;
      await writer.written();
      if (index % 100_000 === 0) {
        await sealAll(folder, systemClock.now());
        heaps.push(process.memoryUsage().rss / MEGABYTE);
      }
    }
    await writer.close();
    await sealAll(folder, systemClock.now());
    const tookMs = systemClock.monotonic() - startedAt;
    delay.disable();
    const files = await recordingFiles(folder);
    const packed = files.reduce((sum, { path }) => sum + statSync(path).size, 0);
    const { dropped } = writer.counts();
    return {
      frames: FRAMES,
      dropped,
      appendNs: (appendMs * 1e6) / FRAMES,
      framesPerSecond: (FRAMES * 1_000) / tookMs,
      rawMb: rawBytes / MEGABYTE,
      packedMb: packed / MEGABYTE,
      loopHeldP99Ms: delay.percentile(99) / 1e6,
      loopHeldMostMs: delay.max / 1e6,
      rssAfter100kMb: heaps[1] ?? 0,
      rssAtEndMb: heaps.at(-1) ?? 0,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
