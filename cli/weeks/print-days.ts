import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { printLine, printNote, printTable } from '../print.js';
import { describeWeek } from './describe-week.js';
import { runDays } from './run-days.js';

export interface DaysFlags {
  readonly days: number;
  readonly seed?: number;
  /** Names or files, separated by commas. */
  readonly strategies?: string;
  readonly control?: boolean;
  /** An empty Postgres database to use instead of the embedded one. */
  readonly database?: string;
  readonly json: boolean;
}

const FIRST_SEED = 1;

/** Runs simulated days for a person or, as one line of JSON, for a machine; fails when accounts differ. */
export async function printDays(config: Config, flags: DaysFlags): Promise<void> {
  const strategies = flags.strategies?.split(',').filter((name) => name !== '');
  const report = await runDays({
    // Days are read by people and machines as a whole; what every agent says of every minute would drown them.
    config: { ...config, log: { ...config.log, level: config.log.level === 'info' ? 'error' : config.log.level } },
    seed: flags.seed ?? FIRST_SEED,
    days: Math.max(1, flags.days),
    control: flags.control ?? false,
    ...(strategies === undefined ? {} : { strategies }),
    ...(flags.database === undefined ? {} : { databaseUrl: flags.database }),
    note: printNote,
  });
  if (flags.json) printLine(JSON.stringify(report));
  else {
    printTable(
      report.leaderboard.map((row) => ({ ...row })),
      'no strategy has an allocation',
    );
    printLine(describeWeek(report));
  }
  process.exitCode = report.conserved ? 0 : 1;
}
