import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { ExportTable } from '@pm-arbitrage/core/export/export-table.js';
import { exportTables } from '@pm-arbitrage/core/export/export-tables.js';
import type { ParquetType } from '@pm-arbitrage/core/parquet/parquet-column.js';

/** Thrown when exported files cannot be queried. */
export class QueryError extends CodedError {}

/** Most memory a query may use; a laptop has other things to do. */
const MEMORY = '1GB';

export const duckTypes: Readonly<Record<ParquetType, string>> = {
  text: 'VARCHAR',
  flag: 'BOOLEAN',
  float: 'DOUBLE',
  whole: 'BIGINT',
  time: 'TIMESTAMP',
  price: 'DECIMAL(9, 4)',
  quantity: 'DECIMAL(18, 6)',
  usd: 'DECIMAL(18, 6)',
  levels: 'STRUCT(price DECIMAL(9, 4), quantity DECIMAL(18, 6))[]',
};

/**
 * DuckDB in memory with a view for each table of an export, those without files among them, empty. From then on it reads
 * that folder and nothing else: no other file, no network, no extension, no setting.
 * @throws QueryError
 */
export async function openEngine(folder: string): Promise<DuckDBConnection> {
  const place = resolve(folder);
  if (!exportTables.some(({ name }) => existsSync(join(place, name)))) {
    throw new QueryError(
      'query.nothing',
      `${place} holds no exported tables. Make them first: export --out ${folder}, then query --data ${folder} "…".`,
      { place },
    );
  }
  const { DuckDBInstance } = await loadDuckDb();
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const engine = await instance.connect();
  for (const table of exportTables) await engine.run(viewOf(place, table));
  await engine.run(`set allowed_directories = [${literal(`${place}/`)}]`);
  await engine.run('set enable_external_access = false');
  await engine.run('set lock_configuration = true');
  return engine;
}

async function loadDuckDb() {
  try {
    return await import('@duckdb/node-api');
  } catch (cause) {
    throw new QueryError(
      'query.engine',
      `DuckDB does not load on this machine (${messageOf(cause)}). Install the dependencies again here; the files can be read by any DuckDB, pandas or Polars all the same.`,
      {},
      { cause },
    );
  }
}

function viewOf(place: string, { name, columns }: ExportTable): string {
  const has = existsSync(join(place, name)) && readdirSync(join(place, name)).some((day) => day.startsWith('date='));
  if (has) {
    const files = literal(join(place, name, 'date=*', '*.parquet'));
    return `create view ${name} as select * from read_parquet(${files}, hive_partitioning = true,
      hive_types = {'date': DATE}, union_by_name = true)`;
  }
  const empty = columns.map((column) => `null::${duckTypes[column.type]} as "${column.name}"`);
  return `create view ${name} as select ${[...empty, 'null::DATE as date'].join(', ')} where false`;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
