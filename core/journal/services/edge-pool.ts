import type pg from 'pg';
import type { Edge } from '../edge/edge.js';
import { statementName } from './statement-name.js';

type QueryConfig = pg.QueryConfig & { readonly values?: unknown[] };
type Answer = Pick<pg.QueryResult, 'rows' | 'rowCount'>;

const ask = (
  edge: Edge,
  { name, text, values }: QueryConfig,
  params: unknown[] | undefined,
  run: () => Promise<pg.QueryResult>,
): Promise<Answer> =>
  edge.ask(`sql ${name ?? statementName(text)}`, { text, values: values ?? params ?? [] }, async () => {
    const { rows, rowCount } = await run();
    return { rows, rowCount };
  });

/** A connection of a pool, taken for a transaction, beyond an edge. */
class EdgeConnection {
  constructor(
    private readonly edge: Edge,
    private readonly client: () => pg.PoolClient,
  ) {}

  query(config: QueryConfig, params?: unknown[]): Promise<Answer> {
    return ask(this.edge, config, params, () => this.client().query(config, params as unknown[]));
  }

  release(): void {
    this.edge.tell('sql release', null, () => this.client().release());
  }
}

/**
 * The pool of Postgres beyond an edge: as much of one as drizzle asks for, which knows a pool by the name of its class.
 * Rows are kept as the driver gives them.
 */
export class EdgePool {
  constructor(
    private readonly edge: Edge,
    private readonly pool: pg.Pool,
  ) {}

  query(config: QueryConfig, params?: unknown[]): Promise<Answer> {
    return ask(this.edge, config, params, () => this.pool.query(config, params as unknown[]));
  }

  async connect(): Promise<EdgeConnection> {
    let client: pg.PoolClient | null = null;
    await this.edge.ask('sql connect', null, async () => {
      client = await this.pool.connect();
    });
    return new EdgeConnection(this.edge, () => client as unknown as pg.PoolClient);
  }
}
