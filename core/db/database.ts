import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema/schema.js';

/** Queries, the same on Postgres and on the embedded PGlite. */
export type Queries = PgDatabase<PgQueryResultHKT, typeof schema>;

/** The warm state. Opened by `openDatabase`; migrations have run. */
export interface Database {
  readonly kind: 'postgres' | 'pglite';
  readonly queries: Queries;
  /**
   * One statement in words of its own, with `$1…` for its values: one round trip, prepared once a connection where the
   * server can. Rows come as the driver gives them, 64-bit numbers as text.
   */
  statement<Row>(name: string, text: string, values: readonly unknown[]): Promise<readonly Row[]>;
  /** All or nothing, serialised with nothing but row locks. Rejections roll back. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Queries and transactions under way in this process: a simulated clock stands still while there are any. */
  readonly underWay: () => number;
  /** Several reads of one moment: nothing that commits meanwhile is seen by some of them and not by others. */
  snapshot<T>(read: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
