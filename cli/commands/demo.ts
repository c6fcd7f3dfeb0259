import type { Command } from 'commander';
import { printSummary } from '../demo/print-summary.js';
import { runDemo } from '../demo/run-demo.js';
import { newWorld } from '../demo/world-file.js';
import { printDays } from '../weeks/print-days.js';
import { type GlobalOptions, parseCount, parseDuration, parseSpeed, readConfig } from '../options.js';

interface DemoFlags {
  readonly for?: number;
  readonly seed?: number;
  readonly speed?: number;
  readonly json?: boolean;
  readonly live?: boolean;
  readonly days?: number;
  readonly strategies?: string;
  readonly control?: boolean;
  readonly database?: string;
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('run the whole swarm on two simulated exchanges, in one process')
    .option('--for <duration>', 'end by itself after this long, e.g. 60s', parseDuration)
    .option('--seed <n>', 'begin a world of this seed anew; the same seed repeats the run', parseCount)
    .option('--speed <factor>', 'with --seed: how fast its markets live, e.g. 0.1', parseSpeed)
    .option('--live', 'send orders to the simulated exchanges instead of filling them on paper; begins anew each time')
    .option('--days <n>', 'live through so many simulated days in minutes, with simulated prices', parseCount)
    .option('--strategies <names>', 'with --days: names or files, separated by commas; all of ours by default')
    .option('--database <url>', 'with --days: an empty Postgres database, several times as fast as the embedded one')
    .option('--control', 'with --days: a world in which nobody lags or errs')
    .option('--json', 'print one JSON summary as the last line and nothing else')
    .addHelpText(
      'after',
      '\nExamples:\n  demo\n  demo --for 60s --json\n  demo --seed 7\n  demo --live --for 60s --json\n  demo --days 7 --json',
    )
    .action(async (options: DemoFlags, command: Command) => {
      const loaded = readConfig(command.optsWithGlobals<GlobalOptions>());
      const json = options.json ?? false;
      if (options.days !== undefined) {
        await printDays(loaded.config, { ...options, days: options.days, json });
        return;
      }
      const live = options.live ?? false;
      const summary = await runDemo({
        ...loaded,
        begin: newWorld(options),
        limitMs: options.for ?? null,
        json,
        live,
      });
      printSummary(summary, json);
    });
}
