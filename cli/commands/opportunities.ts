import type { Command } from 'commander';
import { askSwarm } from '../control/open-control.js';
import { cents, shortTime, signedDollars } from '../format.js';
import { type GlobalOptions, parseCount, readConfig } from '../options.js';
import { printJson, printTable } from '../print.js';

export function addOpportunities(program: Command): void {
  program
    .command('opportunities')
    .description('the newest opportunities, traded or not')
    .option('--limit <n>', 'how many', parseCount, 20)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  opportunities\n  opportunities --limit 100 --json')
    .action(async ({ limit, json }: { limit: number; json?: boolean }, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const found = await askSwarm(config, (control) => control.opportunities(limit));
      if (json) return printJson(found);
      printTable(
        found.map((one) => ({
          found: shortTime(one.detectedAt),
          kind: one.kind,
          sets: one.sets,
          cost: cents(one.cost),
          profit: signedDollars(one.profit),
          edge: `${(one.roi * 100).toFixed(2)} %${one.suspicious ? ' (suspicious)' : ''}`,
          legs: one.legs.join('\n'),
        })),
        'no opportunities yet',
      );
    });
}
