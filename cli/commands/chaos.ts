import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Command } from 'commander';
import { printChaos } from '../chaos/print-chaos.js';
import { describeRun, isProblem, runChaos } from '../chaos/run-chaos.js';
import { problemsOf } from '../chaos/chaos-report.js';
import { type GlobalOptions, parseCount } from '../options.js';
import { showProgress } from '../progress.js';

interface Options {
  readonly seeds: number;
  readonly from: number;
  readonly fault?: string;
  readonly crash?: string;
  readonly workers: number;
  readonly speed: number;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

export function addChaos(program: Command): void {
  program
    .command('chaos')
    .description('run whole trades on two simulated venues while faults happen and the executor is killed, and compare')
    .option('--seeds <n>', 'how many runs', parseCount, 200)
    .option('--from <seed>', 'the first seed; the same seed plans the same run', parseCount, 0)
    .option('--fault <fault>', 'this fault in every run, e.g. lose-answer@kalshi')
    .option('--crash <point>', 'this crash in every run, e.g. "send buy 0:after"')
    .option('--workers <n>', 'runs at the same time', parseCount, 8)
    .option('--speed <factor>', 'how much faster than the real one the clock of the runs goes', parseCount, 4)
    .option('--verbose', 'say what became of every run')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nNeeds Postgres (DATABASE_URL, else the local port): killed processes must find what they committed.\n\nExamples:\n  chaos --seeds 200\n  chaos --seeds 1 --from 1234 --verbose\n  chaos --seeds 50 --fault accept-late@polymarket --crash "send buy 0:after"',
    )
    .action(async (options: Options, command: Command) => {
      const { fault, crash, seeds, from, workers, speed, json = false, verbose = false } = options;
      const { logLevel } = command.optsWithGlobals<GlobalOptions>();
      let done = 0;
      let failed = 0;
      const startedAt = systemClock.monotonic();
      const progress = showProgress(() => {
        const perSecond = (done / (systemClock.monotonic() - startedAt)) * 1_000;
        return `${done} of ${seeds} runs, ${perSecond.toFixed(1)} a second, ${failed} failed`;
      });
      const interrupted = new AbortController();
      process.once('SIGINT', () => {
        progress.note('No further run is begun; the report follows. Once more ends at once.');
        interrupted.abort();
      });
      const report = await runChaos({
        seeds,
        from,
        workers: Math.max(1, workers),
        speed: Math.max(1, speed),
        filter: { ...(fault === undefined ? {} : { fault }), ...(crash === undefined ? {} : { crash }) },
        logLevel: (logLevel ?? 'silent') as Config['log']['level'],
        signal: interrupted.signal,
        onRun(run) {
          done++;
          const bad = isProblem(run) || problemsOf(run).length > 0;
          if (bad) failed++;
          if (bad || verbose) progress.note(describeRun(run));
        },
      }).finally(() => progress.end());
      printChaos(report, json);
      if (report.failingSeeds.length > 0) process.exitCode = 1;
    });
}
