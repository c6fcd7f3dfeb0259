import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';
import { KalshiBooks } from '../venues/kalshi/kalshi-books.js';

/** What the ingest bench measured. Times are medians over the rounds, ms for all frames. */
export interface IngestBench {
  readonly frames: number;
  readonly bareMs: number;
  readonly oursMs: number;
  readonly ratio: number;
  /** Price updates of one pass. */
  readonly updates: number;
}

const ROUNDS = 7;

/** `../shared/data` beside the repository, seen from the sources and from `dist`. */
function recordingFolder(): string {
  for (const up of ['../../../', '../../../../']) {
    const folder = fileURLToPath(new URL(`${up}shared/data/kalshi/ws-gold15m-2026-08/`, import.meta.url));
    if (existsSync(folder)) return folder;
  }
  throw new Error(
    'the recording shared/data/kalshi/ws-gold15m-2026-08 is not beside the repository; put it there to run this bench',
  );
}

/** The frames as the socket gave them: each file's own list, because each was its own subscription. */
async function wireFrames(folder: string): Promise<string[][]> {
  const files: string[][] = [];
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.ndjson.gz')) continue;
    const frames: string[] = [];
    const lines = createInterface({ input: createReadStream(folder + name).pipe(createGunzip()) });
    for await (const line of lines) {
      // Cut, not parsed: the text must stay what the venue sent. Copied, so that no frame keeps its line alive.
      const start = line.indexOf('"event":') + '"event":'.length;
      frames.push(Buffer.from(line.slice(start, -1), 'utf8').toString('latin1'));
    }
    files.push(frames);
  }
  return files;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * How long decoding, validation, the sequence check, the book and the price update take, against `JSON.parse` of the
 * same frames alone. Rounds of both alternate so that a busy machine slows both.
 * @param evaluate called with every price update, for what a consumer adds.
 * @throws Error when the recording is not beside the repository.
 */
export async function runIngestBench(evaluate: (update: PriceUpdate) => void = () => {}): Promise<IngestBench> {
  const files = await wireFrames(recordingFolder());
  const frames = files.reduce((sum, file) => sum + file.length, 0);
  let updates = 0;
  const bare = () => {
    const start = systemClock.monotonic();
    for (const file of files) for (const frame of file) JSON.parse(frame);
    return systemClock.monotonic() - start;
  };
  const ours = () => {
    updates = 0;
    const sink = {
      price: (update: PriceUpdate) => {
        updates++;
        evaluate(update);
      },
      print: () => {},
      market: () => {},
      refused: () => {},
    };
    const start = systemClock.monotonic();
    for (const file of files) {
      const books = new KalshiBooks(sink, new SimulatedClock(0), { gaps: 'report' });
      for (const frame of file) books.frame(frame, 0);
    }
    return systemClock.monotonic() - start;
  };
  bare();
  ours();
  const bareTimes: number[] = [];
  const oursTimes: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bareTimes.push(bare());
    oursTimes.push(ours());
  }
  const bareMs = median(bareTimes);
  const oursMs = median(oursTimes);
  return { frames, bareMs, oursMs, ratio: oursMs / bareMs, updates };
}
