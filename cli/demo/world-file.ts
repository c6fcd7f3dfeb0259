import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const worldSchema = z.object({ seed: z.int().min(0), origin: z.int().min(0) });
export type WorldIdentity = z.infer<typeof worldSchema>;

const DEFAULT_SEED = 1;

/**
 * Which simulated world a data folder belongs to. Without a seed the folder's world goes on; with one the folder is
 * emptied and the world begins anew, so that the same seed repeats the same run.
 */
export function openWorld(dataDir: string, seed: number | null, now: number): WorldIdentity {
  const path = join(dataDir, 'world.json');
  if (seed !== null) rmSync(dataDir, { recursive: true, force: true });
  else {
    const known = readWorld(path);
    if (known) return known;
  }
  const world = { seed: seed ?? DEFAULT_SEED, origin: now };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(path, `${JSON.stringify(world)}\n`);
  return world;
}

function readWorld(path: string): WorldIdentity | null {
  try {
    return worldSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
