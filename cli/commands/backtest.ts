import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { type Command, InvalidArgumentError } from 'commander';
import type { BacktestOrder } from '../backtest/backtest-order.js';
import { detectData } from '../backtest/data/detect-data.js';
import { parseLatency, RECORDED, recordedLatency, withLatency } from '../backtest/latency.js';
import { printBacktest } from '../backtest/print-backtest.js';
import { renderBacktest } from '../backtest/render-backtest.js';
import { runBacktest } from '../backtest/run-backtest.js';
import { combinations, parseSweptKey, SweepError, type SweptKey } from '../backtest/sweep/parse-sweep.js';
import { printSweep } from '../backtest/sweep/print-sweep.js';
import { runTrials } from '../backtest/sweep/run-trials.js';
import { sweepResult } from '../backtest/sweep/sweep-result.js';
import { type GlobalOptions, parseCount, parseMoment, parseShare, readConfig } from '../options.js';
import { printJson, printLine, printNote } from '../print.js';
import { showInputs } from '../replay/show-inputs.js';

interface Options {
  readonly data: string[];
  readonly from?: number;
  readonly to?: number;
  readonly strategies?: string[];
  readonly latency?: string;
  readonly matches?: string;
  readonly multiplier: number;
  readonly spread: number;
  readonly contracts: number;
  readonly sweep: readonly SweptKey[];
  readonly split: number;
  readonly walkForward?: number;
  readonly jobs: number;
  readonly out?: string;
  readonly report?: string;
  readonly json?: boolean;
}

export function addBacktest(program: Command): void {
  program
    .command('backtest')
    .description('what this swarm would have done on recorded data, on paper')
    .requiredOption(
      '--data <paths...>',
      'folders of the recorder, raw Kalshi frames with their event answers, raw Binance frames, or Parquet prices of pairs',
    )
    .option('--from <time>', 'trade from then on, e.g. 2026-11-21T12:00Z; what came before is only heard', parseMoment)
    .option('--to <time>', 'the moment after the last', parseMoment)
    .option('--strategies <names>', 'instead of those configured: names of ours or files, with commas', parseList)
    .option('--latency <time>', `of paper orders: ms, p50:40,p99:300, or ${RECORDED} (default: as configured)`)
    .option('--matches <file>', 'pairs that a person judged, as in trading.matchesFile')
    .option('--multiplier <m>', "the series' fee multiplier, which event answers do not name", parsePositive, 1)
    .option('--spread <dollars>', 'assumed around prices that come without a book', parseShare, 0.02)
    .option('--contracts <n>', 'assumed on each side of such a price; never more than were traded', parsePositive, 100)
    .option(
      '--sweep <key=values>',
      'try every value: trading.profitThreshold=0.001,0.005; again for another key',
      addKey,
      [],
    )
    .option('--split <share>', 'with --sweep: choose on this share of the time, judge on the rest', parseShare, 0.7)
    .option('--walk-forward <folds>', 'with --sweep: so many choices instead, each judged on what follows', parseFolds)
    .option('--jobs <n>', 'with --sweep: runs at a time (default: one a core)', parseFolds, availableParallelism())
    .option('--out <file>', 'write the decision log here, a JSON line a decision')
    .option('--report <file>', 'write one page with plots, which needs nothing else')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nNothing is sent anywhere, and no database is touched.\n\nExamples:\n  backtest --data .data/recordings --strategies atomic-arb,oracle-sniper --report backtest.html\n  backtest --data frames.ndjson.gz event.json --latency recorded --json\n  backtest --data .data/recordings --sweep strategies.sniperEdge=0.02,0.03,0.05 --sweep risk.perMarket=0.05,0.1 --walk-forward 3',
    )
    .action(async (options: Options, command: Command) => {
      const global = { logLevel: 'error', ...command.optsWithGlobals<GlobalOptions>(), paper: true };
      const { config } = readConfig(global);
      if (options.sweep.length > 0 && (options.out !== undefined || options.report !== undefined))
        throw new SweepError(
          'backtest.sweep-output',
          'A sweep is a table of many runs: leave --out and --report out, and run the chosen one by itself for them',
        );
      const terms = {
        multiplier: options.multiplier,
        series: { spread: options.spread, contracts: options.contracts },
        to: options.to ?? null,
      };
      const asked = options.latency === undefined ? undefined : parseLatency(options.latency);
      const latency =
        asked === null ? await recordedLatency((await detectData(options.data)).files, terms) : (asked ?? null);
      if (latency !== null) printNote(`latency ${latency.because}`);
      const orderOf = (given: Config): BacktestOrder => ({
        config: withLatency(
          { ...given, trading: { ...given.trading, strategies: options.strategies ?? given.trading.strategies } },
          latency,
        ),
        data: options.data,
        from: options.from ?? null,
        ...terms,
        matchesFile: options.matches ?? null,
        logFile: options.out ?? null,
      });
      const order = orderOf(config);
      if (options.sweep.length > 0) {
        const trials = combinations(options.sweep).map(({ name, overrides }) => ({
          name,
          order: orderOf(readConfig(global, { overrides }).config),
        }));
        const outcomes = await runTrials(trials, options.jobs, (name, done) =>
          printNote(`${done} of ${trials.length}: ${name}`),
        );
        const cut = options.walkForward === undefined ? { split: options.split } : { folds: options.walkForward };
        const swept = sweepResult(
          trials.map(({ name }) => name),
          outcomes,
          cut,
        );
        return options.json ? printJson(swept) : printSweep(swept);
      }
      const run = await showInputs((onInput) => runBacktest(order, onInput));
      if (options.report !== undefined) writePage(resolve(options.report), renderBacktest(run));
      if (options.json) return printJson(run.result);
      printBacktest(run.result);
      if (options.report !== undefined) printLine(`page: ${resolve(options.report)}`);
    });
}

function writePage(file: string, page: string): void {
  try {
    writeFileSync(file, page);
  } catch (cause) {
    const message = `Cannot write ${file}: ${messageOf(cause)}. Name another with --report`;
    throw new CodedError('backtest.report', message, { file }, { cause });
  }
}

function parseList(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => name === '')) throw new InvalidArgumentError('names or files with commas between them');
  return names;
}

const addKey = (text: string, before: readonly SweptKey[]): readonly SweptKey[] => [...before, parseSweptKey(text)];

function parseFolds(text: string): number {
  const value = parseCount(text);
  if (value === 0) throw new InvalidArgumentError('a whole number of 1 or more');
  return value;
}

function parsePositive(text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('a number above 0');
  return value;
}
