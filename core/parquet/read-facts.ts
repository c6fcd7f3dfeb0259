import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet';

/** The texts that a Parquet file carries about itself; null when there is no such file, or it is no whole one. */
export async function readFacts(path: string): Promise<Readonly<Record<string, string>> | null> {
  try {
    const { key_value_metadata: facts = [] } = await parquetMetadataAsync(await asyncBufferFromFile(path));
    return Object.fromEntries(facts.map(({ key, value }) => [key, value ?? '']));
  } catch {
    return null;
  }
}
