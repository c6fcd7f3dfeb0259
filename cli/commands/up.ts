import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Command } from 'commander';
import { printSummary } from '../demo/print-summary.js';
import { runDemo } from '../demo/run-demo.js';
import { newWorld } from '../demo/world-file.js';
import type { RunSummary } from '../demo/summary.js';
import { type GlobalOptions, parseCount, parseDuration, parseSpeed, readConfig } from '../options.js';
import { runDemoProcesses } from '../swarm/run-demo-processes.js';
import { printJson, printLine } from '../print.js';
import { planLines, runPlan } from '../swarm/run-plan.js';
import { runHere } from '../swarm/run-here.js';
import { runLiveProcesses } from '../swarm/run-live-processes.js';

/** Thrown for options that contradict each other. */
export class UpOptionsError extends CodedError {}

interface UpOptions {
  readonly demo?: boolean;
  readonly processes?: boolean;
  readonly for?: number;
  readonly seed?: number;
  readonly speed?: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function addUp(program: Command): void {
  program
    .command('up')
    .description('run every agent: in this process, or with --processes one process for each on Redis and Postgres')
    .option('--demo', 'on two simulated exchanges instead of the configured venues')
    .option('--processes', 'one process for each agent, started again when it ends; needs Redis and Postgres')
    .option('--for <duration>', 'end by itself after this long, e.g. 60s', parseDuration)
    .option('--seed <n>', 'with --demo: begin a world of this seed anew', parseCount)
    .option('--speed <factor>', 'with --demo and --seed: how fast its markets live, e.g. 0.1', parseSpeed)
    .option('--dry-run', 'say what would run, on what and within which limits, and start nothing')
    .option('--json', 'print one JSON summary as the last line')
    .addHelpText(
      'after',
      '\nCtrl-C ends everything in good order.\n\nExamples:\n  up --paper\n  up --dry-run --threshold 0.5%\n  up --demo\n  up --demo --processes --for 60s --json\n  up --processes --config config.yaml',
    )
    .action(async (options: UpOptions, command: Command) => {
      const json = options.json ?? false;
      if (options.dryRun) {
        const plan = runPlan(readConfig(command.optsWithGlobals<GlobalOptions>()), options);
        if (json) printJson(plan);
        else for (const line of planLines(plan)) printLine(line);
        return;
      }
      printSummary(await run(options, command.optsWithGlobals<GlobalOptions>(), json), json);
    });
}

function run(options: UpOptions, given: GlobalOptions, json: boolean): Promise<RunSummary> {
  const { config, sources } = readConfig(given);
  const limitMs = options.for ?? null;
  if (options.demo) {
    return (options.processes ? runDemoProcesses : runDemo)({
      config,
      sources,
      begin: newWorld(options),
      limitMs,
      json,
    });
  }
  if (options.seed !== undefined || options.speed !== undefined)
    throw new UpOptionsError('up.seed', '--seed and --speed choose a simulated world: give --demo too');
  return options.processes
    ? runLiveProcesses({ config, sources, limitMs, json }, given)
    : runHere({ config, sources, limitMs, json });
}
