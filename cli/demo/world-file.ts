import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { z } from 'zod';

const worldSchema = z.object({
  seed: z.int().min(0),
  origin: z.int().min(0),
  /** World milliseconds per real millisecond. */
  speed: z.number().positive().default(1),
  /** Unix milliseconds at which rules change: one change a run, and those of earlier runs have happened. */
  ruleChangesAt: z.array(z.int().min(0)).default([]),
});
export type WorldIdentity = z.infer<typeof worldSchema>;

const FIRST = { seed: 1, speed: 1 };

/** A world that begins. */
export interface NewWorld {
  readonly seed: number;
  /** World milliseconds per real millisecond. */
  readonly speed: number;
}

/** Thrown for a speed that no world would have. */
export class WorldOptionsError extends CodedError {}

/** The world that options ask to begin; null: that of the data folder goes on. @throws WorldOptionsError */
export function newWorld({ seed, speed }: { readonly seed?: number; readonly speed?: number }): NewWorld | null {
  if (seed !== undefined) return { seed, speed: speed ?? FIRST.speed };
  if (speed === undefined) return null;
  throw new WorldOptionsError(
    'demo.speed',
    'the world of a data folder keeps its speed: give --seed to begin one anew',
  );
}

/**
 * Which simulated world a data folder belongs to. Without one to begin the folder's world goes on; with it the folder
 * is emptied and the world begins anew, so that the same seed repeats the same run.
 */
export function openWorld(dataDir: string, begun: NewWorld | null, now: number): WorldIdentity {
  if (begun !== null) rmSync(dataDir, { recursive: true, force: true });
  else {
    const known = readWorld(pathIn(dataDir));
    if (known) return known;
  }
  return keepWorld(dataDir, { ...(begun ?? FIRST), origin: now, ruleChangesAt: [] });
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
