import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Role, roles } from '../../protocol/session.js';
import { privateFolder } from './private-folder.js';
import { freshToken, tokenHash } from './token.js';

const linkSchema = z.object({ role: z.enum(roles), expiresAt: z.int() });

/** How long a link can be used, ms. */
export const LINK_TTL_MS = 3_600_000;

/**
 * One-time tokens that log in. Each is a file named by its hash, so that the command line makes one and the server,
 * maybe another process, takes it: the one that takes the file away.
 */
export class LoginLinks {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = privateFolder(dataDir, 'links');
  }

  /** Makes a token that logs in once before it expires; old ones that nobody used are tidied away. `now` Unix ms. */
  create(role: Role, now: number): string {
    for (const name of readdirSync(this.#folder)) {
      const link = this.#read(name);
      if (link === null || link.expiresAt < now) rmSync(join(this.#folder, name), { force: true });
    }
    const token = freshToken();
    const link = { role, expiresAt: now + LINK_TTL_MS };
    writeFileSync(join(this.#folder, tokenHash(token)), JSON.stringify(link), { mode: 0o600 });
    return token;
  }

  /** Uses a token up. @returns whom it lets in; null when it was used, is too old, or never was one */
  take(token: string, now: number): Role | null {
    const name = tokenHash(token);
    const taken = `${name}.taken`;
    try {
      // Of several that try at once one succeeds.
      renameSync(join(this.#folder, name), join(this.#folder, taken));
    } catch {
      return null;
    }
    const link = this.#read(taken);
    rmSync(join(this.#folder, taken), { force: true });
    return link !== null && now <= link.expiresAt ? link.role : null;
  }

  #read(name: string): z.infer<typeof linkSchema> | null {
    try {
      return linkSchema.parse(JSON.parse(readFileSync(join(this.#folder, name), 'utf8')));
    } catch {
      return null;
    }
  }
}
