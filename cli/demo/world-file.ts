import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const worldSchema = z.object({
  seed: z.int().min(0),
  origin: z.int().min(0),
  /** Unix milliseconds at which rules change: one change a run, and those of earlier runs have happened. */
  ruleChangesAt: z.array(z.int().min(0)).default([]),
});
export type WorldIdentity = z.infer<typeof worldSchema>;

const DEFAULT_SEED = 1;

/**
 * Which simulated world a data folder belongs to. Without a seed the folder's world goes on; with one the folder is
 * emptied and the world begins anew, so that the same seed repeats the same run.
 */
export function openWorld(dataDir: string, seed: number | null, now: number): WorldIdentity {
  if (seed !== null) rmSync(dataDir, { recursive: true, force: true });
  else {
    const known = readWorld(pathIn(dataDir));
    if (known) return known;
  }
  return keepWorld(dataDir, { seed: seed ?? DEFAULT_SEED, origin: now, ruleChangesAt: [] });
}

/** Remembers that rules change at a Unix time in ms, so that the next start of this world knows of it. */
export const rememberRuleChange = (dataDir: string, world: WorldIdentity, at: number): WorldIdentity =>
  keepWorld(dataDir, { ...world, ruleChangesAt: [...world.ruleChangesAt, at] });

const pathIn = (dataDir: string): string => join(dataDir, 'world.json');

function keepWorld(dataDir: string, world: WorldIdentity): WorldIdentity {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(pathIn(dataDir), `${JSON.stringify(world)}\n`);
  return world;
}

function readWorld(path: string): WorldIdentity | null {
  try {
    return worldSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
