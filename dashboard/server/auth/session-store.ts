import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Role, roles } from '../../protocol/session.js';
import { privateFolder } from './private-folder.js';
import { freshToken, tokenHash } from './token.js';

const MOST_SESSIONS = 200;

const recordSchema = z.object({ hash: z.string(), role: z.enum(roles), credential: z.string(), expiresAt: z.int() });
type Record = z.infer<typeof recordSchema>;

/** Somebody who is logged in. */
export interface Session {
  /** Names the session, not its token. */
  readonly id: string;
  readonly role: Role;
  /** To be sent back with every change; follows from the cookie's token and from nothing else. */
  readonly csrf: string;
}

/**
 * Who is logged in. Kept in a file by the hashes of their tokens, so that a restart logs nobody out and a reader of the
 * file gets in nowhere. A session that a password opened ends when that password is changed.
 */
export class SessionStore {
  readonly #file: string;
  readonly #lengthMs: number;
  readonly #credentials: ReadonlySet<string>;
  #records: readonly Record[];

  /** @param credentials what sessions may rest on now: see `open` @param lengthMs how long a session lasts */
  constructor(dataDir: string, credentials: readonly string[], lengthMs: number) {
    this.#file = join(privateFolder(dataDir, 'sessions'), 'sessions.json');
    this.#lengthMs = lengthMs;
    this.#credentials = new Set(credentials.map(tokenHash));
    this.#records = this.#load().filter(({ credential }) => this.#credentials.has(credential));
  }

  /** @param credential what it rests on: a password's hash, or a word for links @returns the token for the cookie */
  open(role: Role, credential: string, now: number): string {
    const token = freshToken();
    const record = {
      hash: tokenHash(token),
      role,
      credential: tokenHash(credential),
      expiresAt: now + this.#lengthMs,
    };
    const current = this.#records.filter(({ expiresAt }) => now < expiresAt);
    this.#keep([...current, record].slice(-MOST_SESSIONS));
    return token;
  }

  find(token: string, now: number): Session | null {
    const hash = tokenHash(token);
    const record = this.#records.find((one) => one.hash === hash);
    if (record === undefined || now >= record.expiresAt) return null;
    return { id: hash, role: record.role, csrf: tokenHash(`csrf:${token}`) };
  }

  /** Whether the session with this id is still one. */
  isOpen(id: string, now: number): boolean {
    return this.#records.some(({ hash, expiresAt }) => hash === id && now < expiresAt);
  }

  end(id: string): void {
    this.#keep(this.#records.filter(({ hash }) => hash !== id));
  }

  #keep(records: readonly Record[]): void {
    this.#records = records;
    const draft = `${this.#file}.tmp`;
    writeFileSync(draft, JSON.stringify(records), { mode: 0o600 });
    renameSync(draft, this.#file);
  }

  #load(): readonly Record[] {
    try {
      return z.array(recordSchema).parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      // None yet, or nobody can read it: everybody logs in again.
      return [];
    }
  }
}
