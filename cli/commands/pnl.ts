import type { Command } from 'commander';
import { askSwarm } from '../control/open-control.js';
import { shortDollars, signedDollars } from '../format.js';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine, printTable } from '../print.js';

export function addPnl(program: Command): void {
  program
    .command('pnl')
    .description('profit and loss in all, by strategy, of the last day and week')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  pnl --json')
    .action(async ({ json }: { json?: boolean }, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const pnl = await askSwarm(config, (control) => control.pnl());
      if (json) return printJson(pnl);
      printLine(`equity ${shortDollars(pnl.equity)}, high-water mark ${shortDollars(pnl.highWaterMark)}`);
      const { all, week, day } = pnl.realised;
      printLine(
        `realised ${signedDollars(all)}, of it ${signedDollars(week)} in 7 days, ${signedDollars(day)} in 24 hours`,
      );
      printLine(`fees of closed trades ${shortDollars(pnl.feesOfClosedTrades)}`);
      printTable(
        Object.entries(pnl.byStrategy).map(([strategy, profit]) => ({ strategy, realised: signedDollars(profit) })),
        'no closed trades yet',
      );
    });
}
