import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { DataFile } from './data/data-file.js';
import { type DataTerms, openData } from './data/open-data.js';

/** Thrown for a latency that is none, or that the data cannot tell. */
export class LatencyError extends CodedError {}

/** How long paper orders take to the book, ms: `p99Ms` 0 means that all take `medianMs`. */
export interface Latency {
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Where it is from, for a person. */
  readonly because: string;
}

export const RECORDED = 'recorded';
const FEWEST = 200;
/** More than this share of frames from the future is a clock that runs behind. */
const MOST_EARLY = 0.01;

/** "50", "50ms", "p50:40,p99:300" or "recorded" (null: it is to be read from the data). @throws LatencyError */
export function parseLatency(text: string): Latency | null {
  if (text === RECORDED) return null;
  const [, fixed] = /^(\d+)(?:ms)?$/.exec(text) ?? [];
  if (fixed !== undefined) return { medianMs: Number(fixed), p99Ms: 0, because: `as given: ${text}` };
  const [, median, p99] = /^p50:(\d+)(?:ms)?,p99:(\d+)(?:ms)?$/.exec(text) ?? [];
  const model = { medianMs: Number(median), p99Ms: Number(p99), because: `as given: ${text}` };
  if (median !== undefined && model.medianMs > 0 && model.p99Ms > model.medianMs) return model;
  throw new LatencyError(
    'backtest.latency',
    `"${text}" is no latency. Give ms such as 50, two quantiles such as p50:40,p99:300 (the second larger), or ${RECORDED}`,
  );
}

/**
 * How late what a venue sent was here, by the times that it stamped: the only word about latency that market data holds. An
 * order goes the same way back, so the slower venue's is taken. @throws LatencyError where too little is stamped, or clocks differ
 */
export async function recordedLatency(files: readonly DataFile[], terms: DataTerms): Promise<Latency> {
  const delays: Record<Platform, number[]> = { kalshi: [], polymarket: [] };
  const data = await openData(
    files.filter(({ kind }) => kind !== 'series'),
    new SimulatedClock(0),
    terms,
  );
  for (const platform of platforms) {
    const nothing = () => undefined;
    const hear = ({ receivedAt, venueTime }: { readonly receivedAt: number; readonly venueTime: number | null }) => {
      if (venueTime !== null) delays[platform].push(receivedAt - venueTime);
    };
    await data.feeds[platform].start({ price: hear, print: hear, market: nothing, refused: nothing });
  }
  for await (const { give } of data.inputs) give();
  const found = platforms.flatMap((platform) => {
    const sorted = delays[platform].toSorted((a, b) => a - b);
    return sorted.length < FEWEST ? [] : [{ platform, sorted }];
  });
  if (found.length === 0)
    throw new LatencyError(
      'backtest.latency-unknown',
      `Fewer than ${FEWEST} frames carry a time of their venue, so the data does not tell a latency; give one, such as --latency 50`,
    );
  const measured = found.map(({ platform, sorted }) => {
    const at = (share: number) => sorted[Math.floor(sorted.length * share)] as number;
    if (at(MOST_EARLY) < 0)
      throw new LatencyError(
        'backtest.clock-skew',
        `${platform} stamps frames up to ${-(sorted[0] as number)} ms after they were received: clocks differed, so the data does not tell a latency; give one`,
      );
    return { platform, medianMs: Math.max(1, at(0.5)), p99Ms: at(0.99), count: sorted.length };
  });
  const slowest = measured.reduce((most, one) => (one.medianMs > most.medianMs ? one : most));
  return {
    medianMs: slowest.medianMs,
    p99Ms: Math.max(slowest.p99Ms, slowest.medianMs + 1),
    because: `recorded: of ${slowest.count} messages of ${slowest.platform}, half were here within ${slowest.medianMs} ms of the venue's stamp and 99 % within ${slowest.p99Ms} ms`,
  };
}

/** The configuration with a latency of paper orders; null leaves it as it is. */
export const withLatency = (config: Config, latency: Latency | null): Config =>
  latency === null
    ? config
    : {
        ...config,
        trading: { ...config.trading, paperLatencyMs: latency.medianMs, paperLatencyP99Ms: latency.p99Ms },
      };
