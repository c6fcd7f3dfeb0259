import { oracleAgent } from '@pm-arbitrage/agents/oracle/agent.js';
import { needsOf } from '@pm-arbitrage/agents/oracle/needs-of.js';
import { venueWatcher } from '@pm-arbitrage/agents/venue-watcher/agent.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { type OracleType, oracleTypes } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { recordingFiles } from '@pm-arbitrage/core/recording/recording-files.js';
import { type RecordedSpan, recordedEntries } from './recorded-entries.js';
import { RecordedFeed } from './recorded-feed.js';
import { type InputTally, recordedInputs } from './recorded-inputs.js';
import { RecordedOracle } from './recorded-oracle.js';
import { type InputsReport, type InputsRun, runInputs } from './run-inputs.js';

export interface RecordingsReplay extends RecordedSpan {
  readonly config: Config;
  /** The recorder's folder. */
  readonly recordings: string;
  /** Where the decision log goes; null keeps none. */
  readonly logFile: string | null;
  readonly onInput?: InputsRun['onInput'];
}

export interface RecordingsReport extends InputsReport, Readonly<InputTally> {
  readonly books: Readonly<Record<string, number>>;
}

/**
 * Lives through what the recorder kept again: frames of both venues through their decoders, listings, and what the sources
 * of the oracles said, in the order of receipt, by the agents of the configuration, on paper.
 * @throws CodedError where nothing was recorded
 */
export async function runRecordings(options: RecordingsReplay): Promise<RecordingsReport> {
  const { config, recordings, from, to, logFile, onInput } = options;
  const clock = new SimulatedClock(await startOf(options));
  const feeds = {
    kalshi: new RecordedFeed('kalshi', clock, [], true),
    polymarket: new RecordedFeed('polymarket', clock, [], true),
  };
  const heard = new Set((await recordingFiles(recordings)).map(({ source }) => source));
  const types = oracleTypes.filter((type) => heard.has(`oracle.${type}`));
  const oracles = new Map<OracleType, RecordedOracle>(types.map((type) => [type, new RecordedOracle(type)]));
  const tally: InputTally = { frames: 0, markets: 0, ticks: 0, refused: 0 };
  const report = await runInputs({
    config,
    clock,
    senses: {
      watchers: platforms.map((platform) => venueWatcher(platform, () => feeds[platform])),
      oracles: [...oracles].map(([type, source]) => oracleAgent(type, { open: () => [source], needsOf })),
    },
    feeds: Object.values(feeds),
    inputs: recordedInputs(recordedEntries(recordings, { from, to }), { feeds, oracles }, tally),
    logFile,
    onInput,
  });
  const books = { kalshi: feeds.kalshi.health().books, polymarket: feeds.polymarket.health().books };
  return { ...report, ...tally, books };
}

async function startOf({ recordings, from, to }: RecordingsReplay): Promise<number> {
  for await (const { at } of recordedEntries(recordings, { from, to })) return at;
  throw new CodedError(
    'replay.nothing',
    `${recordings} holds nothing that was recorded${from === null && to === null ? '' : ' in that time'}. Name the folder of a recorder; its files are closed every few minutes and when it ends.`,
    { recordings },
  );
}
