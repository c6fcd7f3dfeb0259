import type { Registry } from 'prom-client';
import type { Bus } from '../bus/bus.js';
import type { Clock } from '../clock/clock.js';
import type { Config } from '../config/schema.js';
import type { Database } from '../db/database.js';
import type { HotState } from '../hot-state/hot-state.js';
import type { Logger } from '../log/logger.js';
import type { Ids } from '../random/ids.js';
import type { Random } from '../random/random.js';
import type { HaltFile } from './halt-file.js';
import type { HaltState } from './halt-state.js';

/** What one process opens once and all its agents share. */
export interface Services {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly log: Logger;
  readonly database: Database;
  readonly hot: HotState;
  readonly metrics: Registry;
  readonly halt: HaltState;
  readonly haltFile: HaltFile;
  /** The bus as seen by one publisher: its messages carry that name as their source. */
  busFor(source: string): Bus;
  close(): Promise<void>;
}
