import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { leaderboardDocument } from '../allocations/leaderboard-document.js';
import { leaderboardRows } from '../allocations/leaderboard-rows.js';
import { askSwarm } from '../control/open-control.js';
import { type GlobalOptions, parseCount, readConfig } from '../options.js';
import { printJson, printLine, printTable } from '../print.js';

interface LeaderboardOptions {
  readonly mode?: LedgerMode;
  readonly days?: number;
  readonly json?: boolean;
}

const MOST_DAYS = 3_660;

function parseDays(text: string): number {
  const days = parseCount(text);
  if (days < 1 || days > MOST_DAYS) throw new InvalidArgumentError(`1 to ${MOST_DAYS} days`);
  return days;
}

export function addLeaderboard(program: Command): void {
  program
    .command('leaderboard')
    .description('strategies by what they have proven: score, trades, win rate, ratios, drawdown, capital')
    .addOption(
      new Option('--mode <mode>', 'paper and live are two tournaments (default: as configured)').choices([
        'paper',
        'live',
      ]),
    )
    .option('--days <n>', 'UTC days that are over (default: those a score is of)', parseDays)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  leaderboard\n  leaderboard --mode paper --days 30 --json\n\nRank, score and weight are those of the last reallocation; `allocations` shows how the capital follows from them.',
    )
    .action(async (options: LeaderboardOptions, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const asked = { mode: options.mode ?? config.mode, days: options.days ?? config.tournament.windowDays };
      const rows = await askSwarm(config, (control) => control.leaderboard(asked));
      if (options.json) {
        printJson({ ...asked, strategies: rows.map(leaderboardDocument) });
        return;
      }
      printLine(
        `${asked.mode}, ${asked.days} UTC days that are over; ratios of daily returns, Sharpe and Sortino a year`,
      );
      printTable(leaderboardRows(rows), 'no strategy has capital or a closed trade yet');
    });
}
