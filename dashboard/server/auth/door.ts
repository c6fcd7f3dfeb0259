import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { LoginBody, Role } from '../../protocol/session.js';
import { Problem } from '../http/problem.js';
import { AttemptLimit } from './attempt-limit.js';
import { LoginLinks } from './login-links.js';
import { isPassword } from './password-hash.js';
import { sessionCookie, tokenIn } from './session-cookie.js';
import { type Session, SessionStore } from './session-store.js';

/** What sessions of one-time links rest on. */
const LINK = 'one-time link';
const HOUR_MS = 3_600_000;
/** Passwords that are tried at once: each takes a processor and 32 MiB for a moment. */
const MOST_TRIALS = 2;

/** Who gets in, and who is in. */
export class Door {
  readonly #clock: Clock;
  readonly #https: boolean;
  readonly #lengthMs: number;
  readonly #passwords: readonly { readonly role: Role; readonly hash: string }[];
  readonly #sessions: SessionStore;
  readonly #links: LoginLinks;
  readonly #attempts = new AttemptLimit();
  #trials = 0;

  constructor(clock: Clock, { dashboard, services }: Pick<Config, 'dashboard' | 'services'>, https: boolean) {
    const { passwordHash, sessionHours, viewerPasswordHash } = dashboard;
    this.#clock = clock;
    this.#https = https;
    this.#lengthMs = Math.round(sessionHours * HOUR_MS);
    this.#passwords = [
      ...(passwordHash === null ? [] : [{ role: 'operator' as const, hash: passwordHash }]),
      ...(viewerPasswordHash === null ? [] : [{ role: 'viewer' as const, hash: viewerPasswordHash }]),
    ];
    const credentials = [LINK, ...this.#passwords.map(({ hash }) => hash)];
    this.#sessions = new SessionStore(services.dataDir, credentials, this.#lengthMs);
    this.#links = new LoginLinks(services.dataDir);
  }

  get hasPassword(): boolean {
    return this.#passwords.length > 0;
  }

  /** Whoever sent these cookies. */
  whoIs(cookies: string | undefined): Session | null {
    const token = tokenIn(cookies, this.#https);
    return token === null ? null : this.#sessions.find(token, this.#clock.now());
  }

  isOpen({ id }: Session): boolean {
    return this.#sessions.isOpen(id, this.#clock.now());
  }

  /** Lets somebody in. @returns the session and the header that carries it @throws Problem */
  async enter(body: LoginBody, address: string): Promise<{ readonly session: Session; readonly cookie: string }> {
    const now = this.#clock.now();
    const wait = this.#attempts.waitMs(address, now);
    if (wait > 0)
      throw new Problem(429, 'login.wait', `Too many attempts; try again in ${Math.ceil(wait / 60_000)} minutes`);
    // Counted before it is known, so that many at once are many.
    this.#attempts.failed(address, now);
    const found = 'token' in body ? this.#byLink(body.token, now) : await this.#byPassword(body.password);
    if (found === null) {
      const what = 'token' in body ? 'This link was used already, or is too old' : 'This is not the password';
      throw new Problem(401, 'login.refused', what);
    }
    this.#attempts.succeeded(address);
    const token = this.#sessions.open(found.role, found.credential, now);
    const session = this.#sessions.find(token, now);
    if (session === null) throw new Problem(500, 'login.session', 'The session could not be opened');
    return { session, cookie: sessionCookie(token, this.#https, this.#lengthMs) };
  }

  /** Ends a session. @returns the header that takes the cookie away */
  leave({ id }: Session): string {
    this.#sessions.end(id);
    return sessionCookie(null, this.#https, 0);
  }

  #byLink(token: string, now: number): { readonly role: Role; readonly credential: string } | null {
    const role = this.#links.take(token, now);
    return role === null ? null : { role, credential: LINK };
  }

  async #byPassword(password: string): Promise<{ readonly role: Role; readonly credential: string } | null> {
    if (this.#trials >= MOST_TRIALS) throw new Problem(429, 'login.busy', 'Others log in just now; try again');
    this.#trials++;
    try {
      for (const { role, hash } of this.#passwords)
        if (await isPassword(password, hash)) return { role, credential: hash };
      return null;
    } finally {
      this.#trials--;
    }
  }
}
