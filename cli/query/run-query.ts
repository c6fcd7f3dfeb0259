import { StatementType } from '@duckdb/node-api';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { openEngine, QueryError } from './open-engine.js';

/** An answer of the engine: numbers that JSON holds exactly as numbers, everything else as text, lists and structs nested. */
export interface QueryAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * Runs one SELECT over the exported files of a folder. Nothing can be changed or written by it.
 * @throws QueryError with what the engine says of the statement
 */
export async function runQuery(folder: string, sql: string): Promise<QueryAnswer> {
  const engine = await openEngine(folder);
  try {
    const statements = await engine.extractStatements(sql);
    if (statements.count !== 1) {
      throw new QueryError('query.statements', `One statement at a time, not ${statements.count}`);
    }
    const prepared = await statements.prepare(0);
    if (prepared.statementType !== StatementType.SELECT) {
      throw new QueryError(
        'query.read-only',
        'Only SELECT is run here (WITH, DESCRIBE, SUMMARIZE and SHOW TABLES are such): the files are not to be changed',
      );
    }
    const reader = await prepared.runAndReadAll();
    return { columns: reader.deduplicatedColumnNames(), rows: reader.getRowsJson() };
  } catch (error) {
    if (error instanceof QueryError) throw error;
    throw new QueryError('query.refused', messageOf(error), { sql }, { cause: error });
  } finally {
    engine.closeSync();
  }
}
