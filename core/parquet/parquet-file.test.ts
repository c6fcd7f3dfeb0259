import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { afterAll, describe, expect, it } from 'vitest';
import { clearDrafts } from './clear-drafts.js';
import { parquetCell, ParquetValueError } from './parquet-cell.js';
import type { ParquetColumn } from './parquet-column.js';
import { ParquetFile } from './parquet-file.js';
import { readFacts } from './read-facts.js';

const folder = mkdtempSync(join(tmpdir(), 'pm-parquet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const columns: readonly ParquetColumn[] = [
  { name: 'name', type: 'text', nullable: false },
  { name: 'at', type: 'time', nullable: true },
  { name: 'count', type: 'whole', nullable: false },
];
const rows = [
  { name: 'a', at: 1_795_251_600_000, count: 1 },
  { name: 'b', at: null, count: '9007199254740993' },
];
const read = async (path: string) =>
  parquetReadObjects({
    file: await asyncBufferFromFile(path),
    compressors: { GZIP: (bytes: Uint8Array) => gunzipSync(bytes) },
  });

describe('a Parquet file', () => {
  it('is not there until it is whole, and leaves no draft', async () => {
    const path = join(folder, 'whole', 'a.parquet');
    const file = await ParquetFile.create(path, columns, { made: 'of this' });
    await file.write(rows);
    expect(existsSync(path)).toBe(false);
    await file.publish();
    expect(readdirSync(join(folder, 'whole'))).toEqual(['a.parquet']);
    expect(await readFacts(path)).toEqual({ made: 'of this' });
    expect(await read(path)).toEqual([
      { name: 'a', at: new Date(1_795_251_600_000), count: 1n },
      { name: 'b', at: null, count: 9_007_199_254_740_993n },
    ]);
  });

  it('is the same to the byte for the same rows', async () => {
    const bytes = async (name: string) => {
      const file = await ParquetFile.create(join(folder, name), columns);
      await file.write(rows);
      await file.write(rows);
      await file.publish();
      return readFileSync(join(folder, name));
    };
    expect((await bytes('one.parquet')).equals(await bytes('two.parquet'))).toBe(true);
  });

  it('leaves the file of before as it was when it is given up', async () => {
    const path = join(folder, 'kept.parquet');
    const first = await ParquetFile.create(path, columns, { version: '1' });
    await first.publish();
    const second = await ParquetFile.create(path, columns, { version: '2' });
    await expect(second.write([{ name: 'a', at: 'then', count: 1 }])).rejects.toThrow(ParquetValueError);
    await second.abandon();
    expect(await readFacts(path)).toEqual({ version: '1' });
  });

  it('loses what a dead writer left, not what a living one is writing', async () => {
    const place = join(folder, 'drafts');
    const living = await ParquetFile.create(join(place, 'x.parquet'), columns);
    const dead = await ParquetFile.create(join(place, 'y.parquet'), columns);
    await dead.abandon();
    // No process has this number: Linux and macOS stop far below.

    writeFileSync(join(place, '.y.parquet.99999999.tmp'), 'half');
    await clearDrafts(place);
    expect(readdirSync(place)).toEqual([`.x.parquet.${process.pid}.tmp`]);
    await living.abandon();
  });

  it('declares money as decimals of whole units', async () => {
    const path = join(folder, 'money.parquet');
    const money: readonly ParquetColumn[] = [
      { name: 'price', type: 'price', nullable: false },
      { name: 'quantity', type: 'quantity', nullable: false },
      { name: 'usd', type: 'usd', nullable: false },
      { name: 'bids', type: 'levels', nullable: false },
    ];
    const file = await ParquetFile.create(path, money);
    await file.write([{ price: 4_500, quantity: 1, usd: -1, bids: [[4_500, 1_000_000]] }]);
    await file.publish();
    const { schema } = await parquetMetadataAsync(await asyncBufferFromFile(path));
    const decimals = schema.filter((element) => element.converted_type === 'DECIMAL');
    expect(decimals.map(({ name, precision, scale }) => [name, precision, scale])).toEqual([
      ['price', 9, 4],
      ['quantity', 18, 6],
      ['usd', 18, 6],
      ['price', 9, 4],
      ['quantity', 18, 6],
    ]);
    expect(schema.some(({ type }) => type === 'DOUBLE' || type === 'FLOAT')).toBe(false);
  });
});

describe('a cell', () => {
  const usd: ParquetColumn = { name: 'usd', type: 'usd', nullable: false };

  it('holds every whole amount exactly, however it is given', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (units) => {
        const exact = BigInt(units);
        return [units, String(units), exact].every((given) => parquetCell(usd, given) === exact);
      }),
    );
  });

  it('refuses what it could only round, and nothing where there must be something', () => {
    for (const value of [0.5, Number.NaN, 2 ** 53, '1.5', '', '1e3', 10n ** 18n, true, null, undefined, {}])
      expect(() => parquetCell(usd, value)).toThrow(ParquetValueError);
    expect(() => parquetCell({ name: 'p', type: 'price', nullable: false }, 1_000_000_000)).toThrow(/column p/);
    expect(() => parquetCell({ name: 'l', type: 'levels', nullable: false }, [[1]])).toThrow(ParquetValueError);
    expect(parquetCell({ ...usd, nullable: true }, undefined)).toBeNull();
  });
});
