import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAccounts } from '@pm-arbitrage/agents/executor/check-accounts.js';
import { withOpenEdge } from '@pm-arbitrage/core/journal/edge/edge.js';
import { openVenues } from '@pm-arbitrage/agents/executor/open-venues.js';
import { parseReviewedPairs, type ReviewedPair } from '@pm-arbitrage/agents/market-matcher/reviewed-matches.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import { measureTrial, type TrialReport } from '@pm-arbitrage/core/trial/measure-trial.js';
import { readTrial } from '@pm-arbitrage/core/trial/read-trial.js';
import type { TrialFacts } from '@pm-arbitrage/core/trial/trial-facts.js';
import { bookLastPayments } from '../demo/book-last-payments.js';
import type { ReplayInput } from '../replay/replay-input.js';
import { type InputsRun, runInputs } from '../replay/run-inputs.js';
import type { BacktestOrder } from './backtest-order.js';
import { type BacktestResult, backtestResult } from './backtest-result.js';
import { BacktestDataError } from './data/data-error.js';
import { detectData } from './data/detect-data.js';
import { openData } from './data/open-data.js';

/** A backtest with everything that its page shows. */
export interface BacktestRun {
  readonly result: BacktestResult;
  readonly report: TrialReport;
  readonly facts: TrialFacts;
}

interface Aftermath {
  readonly trial: TrialFacts;
  readonly differences: readonly string[];
}

/**
 * Lives through recorded data with the swarm as it is deployed, on paper, and measures what came of it. The same order gives
 * the same decisions to the byte. @param onInput told of every input that was lived through, with its time
 * @throws CodedError that says what is wrong with the data or the order
 */
export async function runBacktest(order: BacktestOrder, onInput?: InputsRun['onInput']): Promise<BacktestRun> {
  const { config, from } = order;
  const { files, passed } = await detectData(order.data);
  const clock = new SimulatedClock(from ?? 0);
  const data = await openData(files, clock, order);
  const begun = await begin(data.inputs, from);
  clock.leapTo(Math.max(from ?? 0, begun.first.at));
  const startedAt = clock.now();
  const folder = mkdtempSync(join(tmpdir(), 'pm-arbitrage-backtest-'));
  let aftermath: Aftermath | null = null;
  try {
    const run = await runInputs({
      config,
      clock,
      senses: data.senses,
      feeds: Object.values(data.feeds),
      inputs: begun.inputs,
      logFile: order.logFile,
      onInput,
      matchesFile: await matchesFileOf(order, data.pairs, folder),
      afterwards: async (services) => void (aftermath = await readAftermath(services, startedAt)),
    });
    const { trial, differences } = aftermath as unknown as Aftermath;
    const report = measureTrial(trial);
    const { paperLatencyMs, paperLatencyP99Ms, strategies } = config.trading;
    const known = data.facts();
    const result = backtestResult({
      report,
      trial,
      data: {
        ...known,
        warnings: [
          ...known.warnings,
          ...(passed.length > 0 ? [`${passed.length} files beside the data are none of it`] : []),
        ],
      },
      run: {
        strategies,
        latency:
          paperLatencyP99Ms > paperLatencyMs
            ? `half of the orders within ${paperLatencyMs} ms, 99 % within ${paperLatencyP99Ms} ms`
            : `${paperLatencyMs} ms`,
        inputs: run.inputs,
        decisions: run.decisions,
        sha256: run.sha256,
        differences,
      },
    });
    return { result, report, facts: trial };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Tells what came before `from` to feeds that nobody listens to yet, and gives the rest. @throws BacktestDataError */
async function begin(inputs: AsyncGenerator<ReplayInput>, from: number | null) {
  for (let next = await inputs.next(); !next.done; next = await inputs.next()) {
    const first = next.value;
    if (from === null || first.at >= from) return { first, inputs: following(first, inputs) };
    first.give();
  }
  throw new BacktestDataError(
    'backtest.nothing',
    'The data holds nothing in that time; leave --from and --to out, or name a time that was recorded',
  );
}

async function* following(first: ReplayInput, rest: AsyncGenerator<ReplayInput>): AsyncGenerator<ReplayInput> {
  yield first;
  yield* rest;
}

/** A person's pairs and those that the data itself names, in one file; null without any. */
async function matchesFileOf(
  { matchesFile }: BacktestOrder,
  named: readonly ReviewedPair[],
  folder: string,
): Promise<string | null> {
  if (named.length === 0) return matchesFile;
  const given = matchesFile === null ? [] : parseReviewedPairs(await readFile(matchesFile, 'utf8'));
  const file = join(folder, 'matches.json');
  writeFileSync(file, JSON.stringify([...given, ...named]));
  return file;
}

/** Books what was paid last, and reads everything on record. */
async function readAftermath(services: Services, from: number): Promise<Aftermath> {
  const { clock, database } = services;
  const { venues } = await openVenues(withOpenEdge(services), await MarketDirectory.load(database, from));
  await bookLastPayments(services, venues);
  const differences = await checkAccounts(database, 'paper', venues);
  for (const venue of venues.values()) await venue.close();
  return { trial: await readTrial(database, 'paper', { from, to: clock.now() + 1 }), differences };
}
