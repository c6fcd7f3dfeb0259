import type { Command } from 'commander';
import { askSwarm } from '../control/open-control.js';
import { cents, shortMarket, shortTime, signedDollars } from '../format.js';
import { type GlobalOptions, parseCount, readConfig } from '../options.js';
import { printJson, printTable } from '../print.js';

export function addTrades(program: Command): void {
  program
    .command('trades')
    .description('the newest trades with their legs')
    .option('--limit <n>', 'how many', parseCount, 20)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  trades\n  trades --limit 100 --json')
    .action(async ({ limit, json }: { limit: number; json?: boolean }, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const trades = await askSwarm(config, (control) => control.trades(limit));
      if (json) return printJson(trades);
      printTable(
        trades.map((trade) => ({
          requested: shortTime(trade.requestedAt),
          state: trade.state,
          sets: trade.sets,
          legs: trade.legs.map((leg) => `${leg.side} ${shortMarket(leg.market)}`).join('\n'),
          cost: cents(trade.cost),
          fees: cents(trade.fees),
          expected: signedDollars(trade.expectedProfit),
          profit: trade.settledAt !== null || trade.state === 'unwound' ? signedDollars(trade.pnl) : '',
          reason: trade.reason,
        })),
        'no trades yet',
      );
    });
}
