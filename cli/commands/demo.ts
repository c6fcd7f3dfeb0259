import type { Command } from 'commander';
import { printSummary } from '../demo/print-summary.js';
import { runDemo } from '../demo/run-demo.js';
import { type GlobalOptions, parseCount, parseDuration, readConfig } from '../options.js';

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('run the whole swarm on two simulated exchanges, in one process')
    .option('--for <duration>', 'end by itself after this long, e.g. 60s', parseDuration)
    .option('--seed <n>', 'begin a world of this seed anew; the same seed repeats the run', parseCount)
    .option('--live', 'send orders to the simulated exchanges instead of filling them on paper; begins anew each time')
    .option('--json', 'print one JSON summary as the last line and nothing else')
    .addHelpText(
      'after',
      '\nExamples:\n  demo\n  demo --for 60s --json\n  demo --seed 7\n  demo --live --for 60s --json',
    )
    .action(async (options: { for?: number; seed?: number; json?: boolean; live?: boolean }, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const json = options.json ?? false;
      const live = options.live ?? false;
      const summary = await runDemo({ config, seed: options.seed ?? null, limitMs: options.for ?? null, json, live });
      printSummary(summary, json);
    });
}
