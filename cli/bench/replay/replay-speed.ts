import { readLines } from '@pm-arbitrage/adapters/venues/recording/read-lines.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { readKalshiListing } from '../../replay/read-listing.js';
import { runReplay } from '../../replay/run-replay.js';
import { benchConfig } from '../bench-config.js';
import { processorTime } from '../processor-time.js';
import { stretchedRecording } from './stretched-recording.js';

const MEGABYTE = 1_000_000;
const DAY_S = 86_400;
const LOOK_MS = 1_000;

export interface ReplaySpeed {
  readonly rawMb: number;
  readonly frames: number;
  /** Of recorded time that was lived through. */
  readonly livedHours: number;
  /** Processor time: of reading the lines and bare `JSON.parse`, and of the replay. */
  readonly bareMs: number;
  readonly oursMs: number;
  readonly ratio: number;
  readonly framesPerSecond: number;
  /** Days of busy quarters without a gap, a minute of processor time. */
  readonly daysPerMinute: number;
  /** Resident memory of this process after a tenth of the time, at most, and at the end. */
  readonly rssEarlyMb: number;
  readonly rssMostMb: number;
  readonly rssEndMb: number;
}

/** A recording through the whole swarm on simulated time, beside reading its lines and bare `JSON.parse` of them. */
export async function runReplaySpeed(rounds: number): Promise<ReplaySpeed> {
  const recording = await stretchedRecording(rounds);
  try {
    const bare = processorTime();
    await parseAll(recording.files);
    const bareMs = bare();
    const rss: number[] = [];
    const cancel = systemClock.every(LOOK_MS, () => rss.push(process.memoryUsage().rss / MEGABYTE));
    const ours = processorTime();
    const { frames, simulatedSeconds } = await runReplay({
      config: benchConfig({}),
      platform: 'kalshi',
      files: recording.files,
      moments: readKalshiListing(recording.listings, 1),
      logFile: null,
    });
    const oursMs = ours();
    cancel();
    return {
      rawMb: recording.bytes / MEGABYTE,
      frames,
      livedHours: simulatedSeconds / 3_600,
      bareMs,
      oursMs,
      ratio: oursMs / bareMs,
      framesPerSecond: (frames * 1_000) / oursMs,
      daysPerMinute: simulatedSeconds / DAY_S / (oursMs / 60_000),
      rssEarlyMb: rss[Math.floor(rss.length / 10)] ?? 0,
      rssMostMb: Math.max(...rss),
      rssEndMb: rss.at(-1) ?? 0,
    };
  } finally {
    recording.remove();
  }
}

async function parseAll(files: readonly string[]): Promise<number> {
  let parsed = 0;
  for (const file of files) for await (const { text } of readLines(file)) if (JSON.parse(text) !== null) parsed++;
  return parsed;
}
