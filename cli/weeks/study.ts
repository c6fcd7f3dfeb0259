import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { runDays } from './run-days.js';
import type { StudyLog } from './study-log.js';
import type { WeekReport } from './week-report.js';

export interface StudyOptions {
  readonly config: Config;
  readonly seeds: readonly number[];
  readonly days: number;
  readonly worlds: readonly WeekReport['world'][];
  /** Gives an empty Postgres database, and takes it back; absent: the embedded one. */
  readonly database?: (name: string) => Promise<{ readonly url: string; drop(): Promise<void> }>;
  /** Keeps what is done; what it holds already does not run again. */
  readonly done: StudyLog;
  readonly note: (line: string) => void;
}

/** Runs the same days in several worlds, one after the other, all strategies on. */
export async function runStudy(options: StudyOptions): Promise<readonly WeekReport[]> {
  const { config, database, days, done, note, seeds, worlds } = options;
  const reports: WeekReport[] = [];
  for (const seed of seeds) {
    for (const world of worlds) {
      const known = done.find({ seed, world, days });
      if (known !== undefined) {
        reports.push(known);
        continue;
      }
      const place = await database?.(`${world}_${seed}`);
      try {
        const report = await runDays({
          config,
          seed,
          days,
          control: world === 'control',
          ...(place === undefined ? {} : { databaseUrl: place.url }),
          note: (line) => note(`${world} ${seed}: ${line}`),
        });
        reports.push(report);
        done.add(report);
        note(`${world} ${seed}: P&L $${report.pnl.total}`);
      } finally {
        await place?.drop();
      }
    }
  }
  return reports;
}
