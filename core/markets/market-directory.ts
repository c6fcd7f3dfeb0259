import { ne } from 'drizzle-orm';
import type { Database } from '../db/database.js';
import { markets } from '../db/schema/schema.js';
import type { Market } from '../domain/market.js';
import type { MarketId } from '../domain/platform.js';

/** Every market a process has heard of, in its newest state. */
export class MarketDirectory {
  readonly #markets = new Map<MarketId, Market>();

  /** Starts with what earlier lives knew: all but the long resolved, whose time is `before` (Unix ms). */
  static async load(database: Database, before: number): Promise<MarketDirectory> {
    const directory = new MarketDirectory();
    const rows = await database.queries.select().from(markets).where(ne(markets.status, 'resolved'));
    const resolved = await database.queries.query.markets.findMany({
      where: (table, { and, eq, gt }) => and(eq(table.status, 'resolved'), gt(table.updatedAt, before)),
    });
    for (const row of [...rows, ...resolved]) directory.put(row.market);
    return directory;
  }

  /** Takes a market over unless a newer state is known. @returns whether anything changed. */
  put(market: Market): boolean {
    const known = this.#markets.get(market.id);
    if (known && known.updatedAt > market.updatedAt) return false;
    this.#markets.set(market.id, market);
    return true;
  }

  get(id: MarketId): Market | undefined {
    return this.#markets.get(id);
  }

  all(): Iterable<Market> {
    return this.#markets.values();
  }

  get size(): number {
    return this.#markets.size;
  }
}
