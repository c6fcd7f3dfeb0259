import { join } from 'node:path';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { readEnvironment } from '../options.js';
import { printNote } from '../print.js';
import { builtCode } from './built-code.js';
import { runStudy } from './study.js';
import { studyDatabases } from './study-database.js';
import { StudyLog } from './study-log.js';
import type { WeekReport } from './week-report.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** Beside bench-results.json. */
const LOG = 'bench-weeks.jsonl';
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
const DAYS = 7;

/**
 * The ten worlds of docs/strategies.md with their control worlds, on the configuration as it is delivered. `DATABASE_URL`
 * names a server on which databases may be made and dropped; without it everything is embedded, and takes longer. A study
 * that was stopped goes on where it was, from `bench-weeks.jsonl`.
 */
export function runTenWorlds(): Promise<readonly WeekReport[]> {
  const server = readEnvironment()['DATABASE_URL'];
  return runStudy({
    config: configSchema.parse({ log: { level: 'error' } }),
    seeds: SEEDS,
    days: DAYS,
    worlds: ['measured', 'control'],
    ...(server === undefined ? {} : { database: studyDatabases(server) }),
    done: new StudyLog(LOG, builtCode(ROOT)),
    note: printNote,
  });
}
