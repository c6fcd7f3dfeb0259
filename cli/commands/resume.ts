import type { Command } from 'commander';
import type { Control } from '../control/control.js';
import { askSwarm } from '../control/open-control.js';
import { describePlan, resumePlan } from '../control/resume-plan.js';
import { operatorName } from '../operator.js';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine } from '../print.js';

const RECENT_TRADES = 500;

export function addResume(program: Command): void {
  program
    .command('resume')
    .description('lift every halt in force, so that trading goes on, and show what starts again')
    .requiredOption('--reason <text>', 'why, for the record')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  resume --reason "checked the positions, all is well"')
    .action(async ({ reason, json }: { reason: string; json?: boolean }, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const by = operatorName();
      const resume = async (control: Control) => {
        const restarts = resumePlan(await control.status(), await control.trades(RECENT_TRADES));
        if (!json) for (const line of describePlan(restarts)) printLine(line);
        return { via: control.via, restarts, ended: await control.resume({ reason, by }) };
      };
      // A halt that is only a file is put on record before it is lifted, also where there is no database yet.
      const { via, ended, restarts } = await askSwarm(config, resume, true);
      if (json) printJson({ ended, reason, by, via, restarts });
      else
        printLine(ended.length === 0 ? 'No halt was in force.' : `Resumed (${ended.length} halt(s) lifted) by ${via}.`);
    });
}
