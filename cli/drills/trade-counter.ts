import pg from 'pg';

/** Counts trades in the swarm's database, on a connection of its own each time: the database may go away in between. */
export class TradeCounter {
  readonly #pool: pg.Pool;

  constructor(url: string) {
    this.#pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 2_000, idleTimeoutMillis: 500 });
    this.#pool.on('error', () => undefined);
  }

  /** Trades that were asked for since then and came out whole. @param since Unix ms */
  async completedSince(since: number): Promise<number> {
    const { rows } = await this.#pool.query<{ count: string }>(
      "select count(*) from trades where requested_at >= $1 and state in ('complete', 'hedged', 'settled')",
      [since],
    );
    return Number(rows[0]?.count ?? 0);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
