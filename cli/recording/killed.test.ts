import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { createPostgresDatabase, postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import { runExport } from '@pm-arbitrage/core/export/run-export.js';
import { DAY_MS } from '@pm-arbitrage/core/performance/utc-day.js';
import { readRecording } from '@pm-arbitrage/core/recording/read-recording.js';
import { recordingFiles } from '@pm-arbitrage/core/recording/recording-files.js';
import { sealAll } from '@pm-arbitrage/core/recording/seal-all.js';
import { seedAccount, seedTrade, T0 } from '@pm-arbitrage/dashboard/server/testing/seed-trades.js';
import { afterAll, describe, expect, it } from 'vitest';
import { until } from '@pm-arbitrage/core/testing/until.js';

const folder = mkdtempSync(join(tmpdir(), 'pm-killed-'));
const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const built = (name: string): string => {
  const script = fileURLToPath(new URL(`../dist/recording/${name}.js`, import.meta.url));
  if (!existsSync(script)) throw new Error(`${script} is missing: build first with npm run build`);
  return script;
};

function start(script: string, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [built(script), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  return child;
}

/** Runs a script until it has said so many lines, then kills it where it is. @returns the lines */
async function killAfter(lines: number, script: string, args: readonly string[]): Promise<readonly string[]> {
  const child = start(script, args);
  const ended = once(child, 'close');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    said.push(line);
    if (said.length === lines) child.kill('SIGKILL');
  }
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
  return said;
}

const parquetIn = (place: string): readonly string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.parquet'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** Rows of each file, by an engine that is not ours. */
async function rowsByFile(files: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const engine = await (await DuckDBInstance.create(':memory:')).connect();
  const counts = new Map<string, number>();
  for (const file of files) {
    // Every column is read, not only the count of the footer.
    const reader = await engine.runAndReadAll(`select count(*)::int, count(hash(f)) from read_parquet('${file}') f`);
    counts.set(file, Number(reader.getRows()[0]?.[0]));
  }
  engine.closeSync();
  return counts;
}

it('a recorder that is killed again and again loses what it had not written yet, and never a file', async () => {
  const recordings = join(folder, 'recordings');
  const written = new Map<string, number>();
  for (const [life, lines] of [2, 5, 9, 14, 20, 27, 35, 60].entries()) {
    const said = await killAfter(lines, 'recording-process', [recordings, String(life)]);
    expect(said.filter((line) => line.startsWith('problem'))).toEqual([]);
    const numbers = said.flatMap((line) => (line.startsWith('written ') ? [Number(line.slice(8))] : []));
    written.set(String(life), Math.max(-1, ...numbers));
    // What is closed is whole at any time, not only at the end.
    await rowsByFile(parquetIn(recordings));
  }
  const later = Date.now() + DAY_MS;
  await sealAll(recordings, later);
  expect(await sealAll(recordings, later)).toEqual({ files: 0, entries: 0, torn: 0, adopted: 0 });
  const files = (await recordingFiles(recordings)).map(({ path }) => path);
  expect(files).toEqual(expect.arrayContaining([...parquetIn(recordings)]));

  const seen = new Map<string, number[]>();
  for (const path of files)
    for await (const entries of readRecording(path))
      for (const { text } of entries) {
        const { life, number } = JSON.parse(text) as { life: string; number: number };
        seen.set(life, [...(seen.get(life) ?? []), number]);
      }
  for (const [life, last] of written) {
    const numbers = seen.get(life) ?? [];
    // In order, each once, none left out, and all that was with the system.
    expect(numbers).toEqual(numbers.map((_, index) => index));
    expect(numbers.length).toBeGreaterThan(last);
  }
});

describe.skipIf(postgresMissing !== null)(
  `an exporter that is killed${postgresMissing === null ? '' : ` (skipped: ${postgresMissing})`}`,
  () => {
    it('leaves files that are whole or absent, and the next one finishes the work', async () => {
      const { url, database, drop } = await createPostgresDatabase();
      try {
        await seedAccount(database.queries);
        for (let index = 0; index < 12; index++)
          await seedTrade(database.queries, (index % 3) * (DAY_MS / 1_000) + index);
        const now = T0 + 2 * DAY_MS;
        const exported = (out: string) =>
          runExport({ queries: database.queries, recordings: out, now }, { from: null, to: null, out, tables: null });
        const reference = join(folder, 'reference');
        await exported(reference);
        const wanted = new Map(parquetIn(reference).map((file) => [relative(reference, file), readFileSync(file)]));

        let absent = 0;
        for (const files of [1, 8, 19]) {
          const place = mkdtempSync(join(folder, 'out-'));
          const child = start('export-process', [url, place, String(now)]);
          const ended = once(child, 'close');
          await until(`${files} files`, () => parquetIn(place).length >= files, 60_000, 1);
          child.kill('SIGKILL');
          await ended;
          for (const round of readdirSync(place)) {
            const out = join(place, round);
            for (const file of parquetIn(out)) expect(readFileSync(file)).toEqual(wanted.get(relative(out, file)));
            absent += wanted.size - parquetIn(out).length;
            await exported(out);
            expect(parquetIn(out).map((file) => relative(out, file))).toEqual([...wanted.keys()]);
            const names = readdirSync(out, { recursive: true }).map(String);
            expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
          }
        }
        // Some were killed in the middle, or this shows nothing.
        expect(absent).toBeGreaterThan(0);
      } finally {
        await drop();
      }
    });
  },
);
