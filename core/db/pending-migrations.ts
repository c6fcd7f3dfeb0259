import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { migrationsFolder } from './migrations-folder.js';

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) });

/**
 * Which migrations of this version a database lacks, oldest first, and how many it has that this version does not know.
 * @param applied `created_at` of drizzle's table
 */
export function pendingMigrations(applied: readonly number[]): {
  readonly pending: readonly string[];
  readonly unknown: number;
} {
  const { entries } = journalSchema.parse(
    JSON.parse(readFileSync(join(migrationsFolder(), 'meta', '_journal.json'), 'utf8')),
  );
  const known = new Set(entries.map(({ when }) => when));
  const done = new Set(applied);
  return {
    pending: entries.filter(({ when }) => !done.has(when)).map(({ tag }) => tag),
    unknown: applied.filter((when) => !known.has(when)).length,
  };
}
