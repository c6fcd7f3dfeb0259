import { type ReplayFrame, replayFrames } from '@pm-arbitrage/adapters/venues/recording/recorded-frames.js';
import { venueWatcher } from '@pm-arbitrage/agents/venue-watcher/agent.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { RecordedFeed } from './recorded-feed.js';
import type { MarketMoment } from './recorded-market.js';
import type { ReplayInput } from './replay-input.js';
import { type InputsReport, type InputsRun, runInputs } from './run-inputs.js';

export interface ReplayOptions {
  readonly config: Config;
  readonly platform: Platform;
  readonly files: readonly string[];
  /** What the listing said, where there is one; without it books are rebuilt but no cover is known. */
  readonly moments: readonly MarketMoment[];
  /** Where the decision log goes; null keeps none. */
  readonly logFile: string | null;
  readonly onInput?: InputsRun['onInput'];
}

export interface ReplayReport extends Omit<InputsReport, 'inputs'> {
  readonly platform: Platform;
  readonly frames: number;
  readonly books: number;
}

/** Feeds a recording of one venue through the agents, on a clock that only the recording moves. */
export async function runReplay(options: ReplayOptions): Promise<ReplayReport> {
  const { config, platform, files, moments, logFile, onInput } = options;
  const frames = replayFrames(files);
  const first = await frames.next();
  if (first.done) throw new CodedError('replay.empty', `${files.join(', ')} holds no frame`);
  const clock = new SimulatedClock(first.value.receivedAt);
  const feed = new RecordedFeed(platform, clock, moments);
  const { inputs, ...report } = await runInputs({
    config,
    clock,
    senses: { watchers: [venueWatcher(platform, () => feed)], oracles: [] },
    feeds: [feed],
    inputs: inputsOf(first, frames, feed),
    logFile,
    onInput,
  });
  return { platform, frames: inputs, books: feed.health().books, ...report };
}

async function* inputsOf(
  first: IteratorResult<ReplayFrame>,
  frames: AsyncGenerator<ReplayFrame>,
  feed: RecordedFeed,
): AsyncGenerator<ReplayInput> {
  let last = 0;
  for (let step = first; !step.done; step = await frames.next()) {
    const { receivedAt, frame } = step.value;
    last = Math.max(last, receivedAt);
    const at = last;
    yield { at: receivedAt, give: () => feed.frame(frame, at) };
  }
}
