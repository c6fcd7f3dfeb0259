import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config/schema.js';
import { utcDayOf } from '../../performance/utc-day.js';
import { retention, type RetentionRules } from '../../recording/retention.js';

/** One that was not written to for this long has no writer any more: an agent beats every second. */
const AT_REST_MS = 60_000;

/** Where the agents of a data folder keep their journals. */
export const journalFolder = ({ services }: Pick<Config, 'services'>): string => join(services.dataDir, 'journal');

/** `strategy-atomic-arb-1795251600000-1b9d6bcd.journal` */
export const journalName = (agent: string, startedAt: number, life: string): string =>
  `${agent.replaceAll(/[^A-Za-z0-9_-]/g, '-')}-${startedAt}-${life}.journal`;

const NAME = /^(.+)-(\d+)-[0-9a-z]+\.journal(\.br)?$/i;

export interface JournalFile {
  readonly path: string;
  /** When its agent started, Unix ms. */
  readonly startedAt: number;
}

/** The journals in a folder: by agent, then by the time of their start. */
export async function journalFiles(folder: string): Promise<readonly JournalFile[]> {
  const found = (await readdir(folder).catch(() => [])).flatMap((name) => {
    const [, agent = '', startedAt] = NAME.exec(name) ?? [];
    return startedAt === undefined ? [] : [{ path: join(folder, name), agent, startedAt: Number(startedAt) }];
  });
  return found
    .toSorted((a, b) => (a.agent === b.agent ? a.startedAt - b.startedAt : a.agent < b.agent ? -1 : 1))
    .map(({ path, startedAt }) => ({ path, startedAt }));
}

/** Removes journals at rest whose time is up, and the oldest ones beyond the limit. */
export async function keepJournalRoom(folder: string, now: number, rules: RetentionRules): Promise<void> {
  const atRest = [];
  let openBytes = 0;
  for (const { path, startedAt } of await journalFiles(folder)) {
    const found = await stat(path).catch(() => null);
    if (found === null) continue;
    if (now - found.mtimeMs < AT_REST_MS) openBytes += found.size;
    else atRest.push({ path, day: utcDayOf(startedAt), bytes: found.size, startedAt });
  }
  const oldest = atRest.toSorted((a, b) => a.startedAt - b.startedAt);
  for (const { path } of retention(oldest, openBytes, now, rules).remove) await rm(path, { force: true });
}
