import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readLines } from '@pm-arbitrage/adapters/venues/recording/read-lines.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { recordingFiles } from '@pm-arbitrage/core/recording/recording-files.js';
import { isSeries } from '../series/read-series.js';
import type { DataFile } from './data-file.js';
import { BacktestDataError } from './data-error.js';

/** A line of a recording can be a whole listing; of a file that has no lines, this much is looked at. */
const LOOK_AT = 4_000_000;
const DEEPEST = 3;

/**
 * Says of every path what it is. A folder is one of the recorder, or all of its files, those in folders below too; files
 * of a folder that are nothing we read are left out and counted, a file that was named must be something.
 * @throws BacktestDataError
 */
export async function detectData(
  paths: readonly string[],
): Promise<{ readonly files: readonly DataFile[]; readonly passed: readonly string[] }> {
  const files: DataFile[] = [];
  const passed: string[] = [];
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      (cause: unknown) => {
        throw new BacktestDataError(
          'backtest.data',
          `${path} cannot be read: ${messageOf(cause)}`,
          { path },
          { cause },
        );
      },
    );
    if (!isFolder) {
      const file = await detectFile(path);
      if ('found' in file) throw unknown(path, file.found);
      files.push(file);
    } else if ((await recordingFiles(path)).length > 0) {
      files.push({ kind: 'recordings', path });
    } else {
      const before = files.length;
      for (const inside of await filesBelow(path, DEEPEST)) {
        const file = await detectFile(inside);
        if ('found' in file) passed.push(inside);
        else files.push(file);
      }
      if (files.length === before)
        throw unknown(path, passed.length === 0 ? 'an empty folder' : `${passed.length} files that are none of these`);
    }
  }
  return { files, passed };
}

async function filesBelow(folder: string, depth: number): Promise<readonly string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isFile()) found.push(path);
    else if (entry.isDirectory() && depth > 0) found.push(...(await filesBelow(path, depth - 1)));
  }
  return found;
}

/** What a file is, or in words what it is instead. */
async function detectFile(path: string): Promise<DataFile | { readonly found: string }> {
  const head = await headOf(path);
  if (head.length === 0) return { found: 'an empty file' };
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') {
    return (await isSeries(path))
      ? { kind: 'series', path }
      : { found: 'a Parquet file without prices of pairs at both venues' };
  }
  const text = await firstText(path);
  const line = text.split('\n', 1)[0] ?? '';
  const [, frame] = /^\d{19} (\{.*)$/.exec(line) ?? [];
  if (frame !== undefined)
    return /"(stream|e)":/.test(frame) ? { kind: 'binance-frames', path } : { found: 'stamped lines, not of Binance' };
  const whole = asObject(text);
  if (whole !== null && isEvent(whole)) return { kind: 'kalshi-event', path };
  const first = asObject(line);
  if (first === null) return { found: whole === null ? 'no JSON' : 'JSON of another kind' };
  return isKalshi(first)
    ? { kind: 'kalshi-frames', path, stamped: 'local_recv_ns' in first }
    : { found: `JSON lines with the fields ${Object.keys(first).slice(0, 5).join(', ')}` };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isEvent(value: Record<string, unknown>): boolean {
  const body = isObject(value['response']) ? value['response'] : value;
  return isObject(body['event']) && Array.isArray(body['markets']);
}

/** A bare frame, one in the envelope of a recorder, or a recorder's own note. */
function isKalshi(line: Record<string, unknown>): boolean {
  const inside = line['event'] ?? line;
  if (isObject(inside) && typeof inside['type'] === 'string' && isObject(inside['msg'])) return true;
  return 'payload_json' in line && typeof line['event_type'] === 'string' && line['event_type'] !== 'book_checkpoint';
}

function asObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The first line where it is a document of its own, or everything up to a bound. */
async function firstText(path: string): Promise<string> {
  const lines: string[] = [];
  let length = 0;
  try {
    for await (const { text } of readLines(path)) {
      lines.push(text);
      length += text.length;
      if (length > LOOK_AT || asObject(lines[0]?.replace(/^\d{19} /, '') ?? '') !== null) break;
    }
  } catch (cause) {
    throw new BacktestDataError('backtest.data', messageOf(cause), { path }, { cause });
  }
  return lines.join('\n');
}

const unknown = (path: string, found: string): BacktestDataError =>
  new BacktestDataError(
    'backtest.data',
    `${path} is ${found}. Give a folder of the recorder, raw Kalshi frames with their event answers, raw Binance spot frames, or a Parquet file of prices of pairs (docs/backtesting.md)`,
    { path, found },
  );
