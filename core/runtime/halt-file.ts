import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Halt } from '../db/halts.js';

const haltFileSchema = z.object({ id: z.string(), reason: z.string(), by: z.string(), at: z.int() });

/**
 * The halt that needs nothing but a disk: a file in the data folder. While it lies there nobody trades, whatever the
 * bus and the database say.
 */
export class HaltFile {
  readonly path: string;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'HALT');
  }

  write(halt: Halt): void {
    mkdirSync(join(this.path, '..'), { recursive: true });
    const draft = `${this.path}.${process.pid}.tmp`;
    try {
      writeFileSync(draft, `${JSON.stringify(halt)}\n`);
    } catch (error) {
      // A full disk still takes an empty file, and one that nobody can read is a halt.
      if (!existsSync(draft)) throw error;
    }
    renameSync(draft, this.path);
  }

  /** The halt in the file, null without one. A file nobody can read is a halt too: fail closed. */
  read(): Halt | null {
    if (!existsSync(this.path)) return null;
    try {
      return haltFileSchema.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch (error) {
      // Removed between the two looks: no halt, or a resume would bring one about.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      return { id: 'halt-file', reason: `unreadable ${this.path}`, by: 'unknown', at: 0 };
    }
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}
