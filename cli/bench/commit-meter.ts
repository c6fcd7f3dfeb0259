import pg from 'pg';

/** A stretch of time in which at least one transaction or query was under way, in `performance.now()` ms. */
interface Stretch {
  readonly from: number;
  to: number;
}

/**
 * Measures when this process is inside a database transaction or query: the durable part of a trade. What is left of a
 * hop is our own work and the bus.
 */
export class CommitMeter {
  readonly #stretches: Stretch[] = [];
  #underWay = 0;

  constructor() {
    const prototype = pg.Pool.prototype as unknown as {
      connect: (...args: unknown[]) => Promise<pg.PoolClient>;
      query: (...args: unknown[]) => Promise<unknown>;
    };
    const { connect, query } = prototype;
    const begin = () => this.#begin();
    const end = () => this.#end();
    // A transaction runs from taking a connection to giving it back.
    prototype.connect = async function connected(...args) {
      // With a callback it is the pool itself, on behalf of a query that is counted below.
      if (args.length > 0) return connect.apply(this, args);
      begin();
      const client = await connect.apply(this, args);
      const release = client.release.bind(client);
      client.release = (...given) => {
        end();
        release(...given);
      };
      return client;
    };
    prototype.query = async function queried(...args) {
      begin();
      try {
        return await query.apply(this, args);
      } finally {
        end();
      }
    };
  }

  /** Forgets what was measured so far. */
  clear(): void {
    this.#stretches.length = 0;
  }

  /** What was measured so far, in Unix ms with fractions, and forgets it: for another process to subtract. */
  drain(): { from: number; to: number }[] {
    const absolute = this.#stretches
      .filter((stretch) => Number.isFinite(stretch.to))
      .map(({ from, to }) => ({ from: from + performance.timeOrigin, to: to + performance.timeOrigin }));
    const open = this.#stretches.filter((stretch) => !Number.isFinite(stretch.to));
    this.#stretches.length = 0;
    this.#stretches.push(...open);
    return absolute;
  }

  /** How much of a time was spent waiting for the database, ms. */
  within(from: number, to: number): number {
    let total = 0;
    for (const stretch of this.#stretches) {
      total += Math.max(0, Math.min(to, stretch.to) - Math.max(from, stretch.from));
    }
    return total;
  }

  #begin(): void {
    if (this.#underWay++ > 0) return;
    this.#stretches.push({ from: performance.now(), to: Number.POSITIVE_INFINITY });
  }

  #end(): void {
    if (--this.#underWay > 0) return;
    const last = this.#stretches.at(-1);
    if (last) last.to = performance.now();
  }
}
