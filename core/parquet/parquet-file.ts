import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { parquetCell } from './parquet-cell.js';
import type { ParquetColumn } from './parquet-column.js';
import { publishFile } from './publish-file.js';
import { schemaElements } from './schema-elements.js';

/** Level 4 is half as slow as the default and a tenth larger on frames of venues. */
const compressors = { GZIP: (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { level: 4 }) };

/** The name of an unfinished file, which no reader of Parquet takes for one. */
export const draftOf = (path: string): string => join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);

/**
 * A Parquet file in the making: rows go to a draft beside it, a row group at a time, so memory stays flat; `publish` gives
 * it its name. The same rows in the same portions give the same bytes.
 */
export class ParquetFile {
  readonly path: string;
  readonly #columns: readonly ParquetColumn[];
  readonly #draft: string;
  readonly #handle: FileHandle;
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;
  /** Rows written so far. */
  rows = 0;

  private constructor(
    path: string,
    columns: readonly ParquetColumn[],
    facts: Readonly<Record<string, string>>,
    handle: FileHandle,
  ) {
    this.path = path;
    this.#draft = draftOf(path);
    this.#columns = columns;
    this.#handle = handle;
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: schemaElements(columns),
      codec: 'GZIP',
      compressors,
      createdBy: 'pm-arbitrage',
      kvMetadata: Object.entries(facts).map(([key, value]) => ({ key, value })),
    });
  }

  /** @param facts texts that the file carries about itself */
  static async create(
    path: string,
    columns: readonly ParquetColumn[],
    facts: Readonly<Record<string, string>> = {},
  ): Promise<ParquetFile> {
    await mkdir(dirname(path), { recursive: true });
    return new ParquetFile(path, columns, facts, await open(draftOf(path), 'w'));
  }

  /** Writes one row group. @throws ParquetValueError */
  async write(rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    if (rows.length === 0) return;
    const columnData = this.#columns.map((column) => ({
      name: column.name,
      data: rows.map((row) => parquetCell(column, row[column.name])),
    }));
    await this.#writer.write({ columnData, rowGroupSize: rows.length });
    this.rows += rows.length;
    await this.#flush();
  }

  /** Ends the file and gives it its name. */
  async publish(): Promise<void> {
    await this.#writer.finish();
    await this.#flush();
    await this.#handle.close();
    await publishFile(this.#draft, this.path);
  }

  /** Gives it up; nothing is left of it. */
  async abandon(): Promise<void> {
    await this.#handle.close();
    await rm(this.#draft, { force: true });
  }

  async #flush(): Promise<void> {
    await this.#handle.writeFile(this.#bytes.getBytes());
    this.#bytes.index = 0;
  }
}
