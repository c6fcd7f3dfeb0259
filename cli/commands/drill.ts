import { Argument, type Command } from 'commander';
import { faults, type FaultName, faultNames } from '../drills/faults.js';
import { postgresServerMissing } from '../drills/private-postgres.js';
import { isProblem, printDrills } from '../drills/print-drills.js';
import { runDrills } from '../drills/run-drills.js';
import { printNote } from '../print.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';

/** Thrown where there is nothing that a drill could stop. */
export class DrillImpossibleError extends CodedError {}

/** Longest wait for an alert or a trade, ms: then the drill has failed. */
const WAIT_MS = 180_000;

export function addDrill(program: Command): void {
  program
    .command('drill')
    .description(
      'break a simulated swarm of processes on purpose: is it told in time, and does it come back by itself?',
    )
    .addArgument(new Argument('[fault...]', 'these faults only').choices(faultNames))
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `\nStarts a Redis, a Postgres and a small disk of its own (which takes root) and the demo on them; nothing else is touched.\n\nFaults:\n${faultNames
        .map((name) => `  ${name.padEnd(14)}${faults[name].what}`)
        .join('\n')}\n\nExamples:\n  drill\n  drill redis postgres`,
    )
    .action(async (named: readonly FaultName[], { json = false }: { json?: boolean }) => {
      const missing = postgresServerMissing();
      if (missing !== null)
        throw new DrillImpossibleError('drill.impossible', `${missing}. Install the postgresql server package.`);
      const interrupted = new AbortController();
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());
      const report = await runDrills({
        signal: interrupted.signal,
        faults: named.length > 0 ? named : faultNames,
        waitMs: WAIT_MS,
        onUp: ({ agents }) => printNote(`${agents.length} agents trade, each in its own process`),
        onDrill: ({ alertAfter, fault, skipped, tradesAfter }) =>
          printNote(
            skipped === null
              ? `${fault}: alert after ${alertAfter?.toFixed(1) ?? '–'} s, trades ${tradesAfter?.toFixed(1) ?? '–'} s after its end`
              : `${fault}: not tried, ${skipped}`,
          ),
      });
      if (report === null) {
        printNote('interrupted; everything that was started is ended');
        process.exit(1);
      }
      printDrills(report, json);
      if (report.drills.some(isProblem) || !report.summary.conserved) process.exitCode = 1;
    });
}
