import { z } from 'zod';

/** Yes or no; a variable holds it as text. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], 'true or false');

/** What the recorder keeps, and for how long. */
export const recorderSection = z.strictObject({
  enabled: flag.default(true),
  /** Folder of its files; null: `recordings` in the data folder. Watchers and oracles must reach it on the same disk. */
  directory: z.string().min(1).nullable().default(null),
  /** What watchers and oracles hear and what oracles say; without it the messages of the bus alone. */
  frames: flag.default(true),
  /** Whether agents that decide keep a journal of all that they take in, so that `replay --verify` can run them again. */
  journal: flag.default(false),
  /** Most of one journal, megabytes: there it ends, and what its agent does from there on cannot be replayed. */
  journalMegabytes: z.int().min(1).max(2_000).default(1_000),
  /** A file is closed when it is this old, ms… */
  rotateMs: z.int().min(1_000).default(300_000),
  /** …or this large, megabytes before compression. */
  rotateMegabytes: z.int().min(1).max(1_024).default(32),
  /** Whole days that are kept. */
  keepDays: z.int().min(1).max(3_650).default(30),
  /** Most that all files may take, megabytes: the oldest closed ones go. */
  diskLimitMegabytes: z.int().min(10).default(10_240),
  /** Share of that limit from which a person is told. */
  warnShare: z.number().gt(0).max(1).default(0.8),
});
