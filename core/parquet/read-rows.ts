import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';

/** Names of the columns of a Parquet file; null when it is no whole one. */
export async function readColumnNames(path: string): Promise<ReadonlySet<string> | null> {
  try {
    const { schema } = await parquetMetadataAsync(await asyncBufferFromFile(path));
    return new Set(schema.slice(1).map(({ name }) => name));
  } catch {
    return null;
  }
}

/** All rows of a Parquet file, these columns of them. Whole numbers of 64 bits are bigint. Rejects when it cannot be read. */
export async function readRows(path: string, columns: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  return parquetReadObjects({ file: await asyncBufferFromFile(path), columns: [...columns] });
}
