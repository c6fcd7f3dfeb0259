import type { Command } from 'commander';
import { askSwarm } from '../control/open-control.js';
import { cents, shortMarket, shortTime } from '../format.js';
import { type GlobalOptions, parseCount, readConfig } from '../options.js';
import { printJson, printTable } from '../print.js';

export function addPositions(program: Command): void {
  program
    .command('positions')
    .description('the contracts held now')
    .option('--limit <n>', 'how many (default: all)', parseCount)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  positions')
    .action(async ({ limit, json }: { limit?: number; json?: boolean }, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const all = await askSwarm(config, (control) => control.positions());
      const positions = limit === undefined ? all : all.slice(0, limit);
      if (json) return printJson(positions);
      printTable(
        positions.map(({ market, side, quantity, cost, since }) => ({
          market: shortMarket(market),
          side,
          contracts: quantity,
          cost: cents(cost),
          since: shortTime(since),
        })),
        'no positions',
      );
    });
}
