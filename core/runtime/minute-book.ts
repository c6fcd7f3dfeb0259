import type { Database } from '../db/database.js';
import { agentMinutes } from '../db/schema/schema.js';
import { messageOf } from '../errors/coded-error.js';
import type { Logger } from '../log/logger.js';

const MINUTE_MS = 60_000;

/** Notes each minute in which an agent works, once, for its uptime. A minute that cannot be written is a minute away. */
export class MinuteBook {
  #last = -1;

  constructor(
    private readonly agent: string,
    private readonly database: Database,
    private readonly log: Logger,
  ) {}

  /** @param now Unix ms */
  note(now: number): void {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute === this.#last) return;
    this.#last = minute;
    this.database.queries
      .insert(agentMinutes)
      .values({ agent: this.agent, minute })
      .onConflictDoNothing()
      .then(undefined, (error: unknown) => this.log.debug({ error: messageOf(error) }, 'minute not noted'));
  }
}
