import type { PGlite, Transaction } from '@electric-sql/pglite';
import type { Edge } from '../edge/edge.js';
import { statementName } from './statement-name.js';

type Query = PGlite['query'];
type Answer = Awaited<ReturnType<Query>>;

const queryBeyond =
  (edge: Edge, client: () => Pick<PGlite, 'query'>) =>
  (text: string, values?: unknown[], options?: Parameters<Query>[2]): Promise<Answer> =>
    edge.ask(`sql ${statementName(text)}`, { text, values: values ?? [] }, async () => {
      const { rows, affectedRows } = await client().query(text, values, options);
      return { rows, fields: [], ...(affectedRows === undefined ? {} : { affectedRows }) } as Answer;
    });

/** The embedded database beyond an edge: as much of it as drizzle asks for. */
export class EdgeEmbedded {
  readonly query: ReturnType<typeof queryBeyond>;

  constructor(
    private readonly edge: Edge,
    private readonly client: PGlite,
  ) {
    this.query = queryBeyond(edge, () => client);
  }

  /** Its beginning and its end are asked for apart, so that what the agent does in between is its own. */
  async transaction<T>(work: (inside: { readonly query: ReturnType<typeof queryBeyond> }) => Promise<T>): Promise<T> {
    const open = new OpenTransaction(this.client);
    await this.edge.ask('sql begin', null, () => open.begun());
    let result: T;
    try {
      result = await work({ query: queryBeyond(this.edge, () => open.inside) });
    } catch (error) {
      await this.edge.ask('sql rollback', null, () => open.ended(false));
      throw error;
    }
    await this.edge.ask('sql commit', null, () => open.ended(true));
    return result;
  }
}

/** A transaction whose beginning and end can be told from outside. */
class OpenTransaction {
  #inside: Transaction | null = null;
  #end: (commit: boolean) => void = () => undefined;
  #whole: Promise<void> = Promise.resolve();

  constructor(private readonly client: PGlite) {}

  get inside(): Transaction {
    return this.#inside as Transaction;
  }

  begun(): Promise<void> {
    return new Promise((resolve, reject) => {
      const ended = new Promise<boolean>((end) => {
        this.#end = end;
      });
      this.#whole = this.client.transaction(async (inside) => {
        this.#inside = inside;
        resolve();
        if (!(await ended)) await inside.rollback();
      });
      this.#whole.catch(reject);
    });
  }

  ended(commit: boolean): Promise<void> {
    this.#end(commit);
    return this.#whole;
  }
}
