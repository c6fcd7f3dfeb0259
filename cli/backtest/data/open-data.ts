import { replayFrames } from '@pm-arbitrage/adapters/venues/recording/recorded-frames.js';
import type { ReviewedPair } from '@pm-arbitrage/agents/market-matcher/reviewed-matches.js';
import { oracleAgent } from '@pm-arbitrage/agents/oracle/agent.js';
import { needsOf } from '@pm-arbitrage/agents/oracle/needs-of.js';
import { venueWatcher } from '@pm-arbitrage/agents/venue-watcher/agent.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { type OracleType, oracleTypes } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { recordingFiles } from '@pm-arbitrage/core/recording/recording-files.js';
import { recordedEntries } from '../../replay/recorded-entries.js';
import { RecordedFeed } from '../../replay/recorded-feed.js';
import { type InputTally, recordedInputs } from '../../replay/recorded-inputs.js';
import { RecordedOracle } from '../../replay/recorded-oracle.js';
import { readKalshiListing } from '../../replay/read-listing.js';
import type { ReplayInput } from '../../replay/replay-input.js';
import type { SimulatedSenses } from '../../simulated-time/simulated-swarm.js';
import { readSeries } from '../series/read-series.js';
import { barLength, seriesInputs } from '../series/series-inputs.js';
import type { SeriesTerms } from '../series/series-book.js';
import { BinanceRecording } from './binance-recording.js';
import { BacktestDataError } from './data-error.js';
import type { DataFacts } from './data-facts.js';
import { type DataFile, dataWords } from './data-file.js';
import { inputsBefore, mergeInputs } from './merge-inputs.js';

export interface DataTerms {
  /** Kalshi's fee multiplier, which event answers do not name. */
  readonly multiplier: number;
  readonly series: SeriesTerms;
  /** Unix ms, not included; null: to the end. */
  readonly to: number | null;
}

/** Data as the senses of a swarm. */
export interface OpenData {
  readonly feeds: Readonly<Record<Platform, RecordedFeed>>;
  readonly senses: SimulatedSenses;
  /** All sources in the order of time. Asked once. */
  readonly inputs: AsyncGenerator<ReplayInput>;
  /** Pairs that the data itself calls the same question. */
  readonly pairs: readonly ReviewedPair[];
  /** Complete when the inputs have ended. */
  facts(): DataFacts;
}

/** Opens data that was detected. `clock` is the one of the run. @throws BacktestDataError, ListingError */
export async function openData(files: readonly DataFile[], clock: Clock, terms: DataTerms): Promise<OpenData> {
  const of = <K extends DataFile['kind']>(kind: K) =>
    files.filter((file): file is Extract<DataFile, { kind: K }> => file.kind === kind);
  const folders = of('recordings').map(({ path }) => path);
  const frames = of('kalshi-frames');
  const events = of('kalshi-event').map(({ path }) => path);
  const warnings: string[] = [];
  const moments = events.length > 0 ? readKalshiListing(events, terms.multiplier) : [];
  // A market that was cut out of a wider subscription has jumps in its sequence that are no losses.
  const isWhole = frames.length === 0;
  const feeds = {
    kalshi: new RecordedFeed('kalshi', clock, moments, isWhole),
    polymarket: new RecordedFeed('polymarket', clock, [], true),
  };
  const heard = new Set<string>();
  for (const folder of folders) for (const { source } of await recordingFiles(folder)) heard.add(source);
  const types = oracleTypes.filter((type) => heard.has(`oracle.${type}`));
  const oracles = new Map<OracleType, RecordedOracle>(types.map((type) => [type, new RecordedOracle(type)]));
  const binance = new BinanceRecording(clock);
  const binanceFiles = of('binance-frames');
  const tally: InputTally = { frames: 0, markets: 0, ticks: 0, refused: 0 };
  const streams: AsyncGenerator<ReplayInput>[] = [
    ...folders.map((folder) =>
      recordedInputs(recordedEntries(folder, { from: null, to: terms.to }), { feeds, oracles }, tally),
    ),
    ...streamsOf(frames).map((paths) => kalshiInputs(paths, feeds.kalshi)),
    ...binanceFiles.map(({ path }) => binance.inputs(path)),
  ];
  const pairs: ReviewedPair[] = [];
  const sources = counted(files);
  for (const { path } of of('series')) {
    const { bars, refused } = await readSeries(path);
    streams.push(seriesInputs(bars, feeds, terms.series));
    const names = [...new Set(bars.map(({ pair }) => pair))];
    pairs.push(...names.map(samePair));
    const both = bars.filter(({ sides }) => sides.kalshi !== null && sides.polymarket !== null).length;
    sources.push(
      `${names.length} pairs in ${bars.length} bars of ${barLength(bars) / 3_600_000} hours; both venues traded in ${both} of them`,
    );
    if (refused > 0) warnings.push(`${refused} rows of ${path} were no bars and left out`);
  }
  if (frames.length > 0 && events.length === 0)
    warnings.push(
      'no event answers beside the raw Kalshi frames: rules, fees and settlements of these markets are unknown, so none of them is traded',
    );
  const crypto = oracles.get('crypto');
  const isCryptoHeard = crypto !== undefined || binanceFiles.length > 0;
  return {
    feeds,
    senses: {
      watchers: platforms.map((platform) => venueWatcher(platform, () => feeds[platform])),
      oracles: [
        ...[...oracles]
          .filter(([type]) => type !== 'crypto')
          .map(([type, source]) => oracleAgent(type, { open: () => [source], needsOf })),
        ...(isCryptoHeard
          ? [oracleAgent('crypto', { open: () => (crypto === undefined ? [binance] : [crypto, binance]), needsOf })]
          : []),
      ],
    },
    inputs: inputsBefore(mergeInputs(streams), terms.to),
    pairs,
    facts: () => ({
      sources,
      warnings: [
        ...warnings,
        ...(tally.refused > 0 ? [`${tally.refused} recorded messages were refused: another version wrote them`] : []),
        ...(binance.health().refused > 0 ? [`${binance.health().refused} Binance frames were refused`] : []),
      ],
      withoutDepth: of('series').length > 0,
    }),
  };
}

const counted = (files: readonly DataFile[]): string[] =>
  [...new Set(files.map(({ kind }) => kind))].map((kind) => {
    const count = files.filter((file) => file.kind === kind).length;
    return `${dataWords[kind]}: ${count} ${kind === 'recordings' ? 'folder' : 'file'}${count === 1 ? '' : 's'}`;
  });

/** Parts of one connection belong together; any other file is a recording of its own. */
const streamsOf = (files: readonly Extract<DataFile, { kind: 'kalshi-frames' }>[]): readonly (readonly string[])[] => {
  const stamped = files.filter((file) => file.stamped).map(({ path }) => path);
  return [...(stamped.length > 0 ? [stamped] : []), ...files.filter((file) => !file.stamped).map(({ path }) => [path])];
};

async function* kalshiInputs(paths: readonly string[], feed: RecordedFeed): AsyncGenerator<ReplayInput> {
  let last = 0;
  for await (const { frame, receivedAt } of replayFrames(paths)) {
    last = Math.max(last, receivedAt);
    if (last === 0)
      throw new BacktestDataError('backtest.times', `${paths.join(', ')} does not say when frames were received`);
    const at = last;
    yield { at, give: () => feed.frame(frame, at) };
  }
}

const samePair = (pair: string): ReviewedPair => ({
  kalshi: `SERIES-${pair}`,
  polymarket: `SERIES-${pair}`,
  polarity: 'same',
  confidence: 1,
  reviewedBy: 'the price series',
  note: 'paired by whoever made the series',
  kalshiRulesHash: null,
  polymarketRulesHash: null,
});
