import { mkdtempSync, readdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedClock } from '../../clock/simulated-clock.js';
import type { RecordedEntry } from '../recorded-entry.js';
import { readRecording } from '../read-recording.js';
import { sealSpool } from '../seal-spool.js';
import { spoolFiles } from './spool-files.js';
import { spoolTap } from './spool-tap.js';
import { SpoolWriter, type SpoolWriterOptions } from './spool-writer.js';

const root = mkdtempSync(join(tmpdir(), 'pm-spool-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const NOON = Date.UTC(2026, 10, 21, 12);
let recordings: string;
let folder: string;
let clock: SimulatedClock;
let problems: string[];

beforeEach(() => {
  recordings = mkdtempSync(join(root, 'run-'));
  folder = join(recordings, 'spool', 'test');
  clock = new SimulatedClock(NOON);
  problems = [];
});

const open = (options: Partial<SpoolWriterOptions> = {}) =>
  new SpoolWriter({
    folder,
    instance: 'life',
    clock,
    rotateMs: 60_000,
    rotateBytes: 1_000_000,
    mostSpooled: 10_000_000,
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
const entry = (text: string, at = clock.now()): RecordedEntry => ({ at, kind: 'frame', label: 'ws#1', text });
const sealed = async () => {
  const entries: RecordedEntry[] = [];
  let torn = 0;
  for (const file of await spoolFiles(folder)) {
    const result = await sealSpool(recordings, 'test', file);
    torn += result.torn;
    for (const path of result.paths) for await (const rows of readRecording(path)) entries.push(...rows);
  }
  return { entries, torn };
};

describe('a spool', () => {
  it('keeps everything in order, in files that are closed by age and size, and becomes Parquet', async () => {
    const writer = open();
    writer.record(entry('one'));
    await writer.written();
    clock.advanceBy(60_000);
    writer.record(entry('two\nlines'));
    await writer.written();
    writer.record(entry('x'.repeat(1_000_001)));
    await writer.written();
    writer.record(entry('last'));
    await writer.close();
    expect((await spoolFiles(folder)).map(({ state }) => state)).toEqual(['closed', 'closed', 'closed']);
    const { entries, torn } = await sealed();
    expect(entries.map(({ text }) => text.slice(0, 9))).toEqual(['one', 'two\nlines', 'xxxxxxxxx', 'last']);
    expect(entries[1]).toEqual(entry('two\nlines', NOON + 60_000));
    expect(torn).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
    expect(writer.counts()).toMatchObject({ recorded: 4, dropped: 0, written: 4, files: 3 });
  });

  it('drops what a slow disk leaves no room for, counts it, and says so in its place', async () => {
    const writer = open({ mostWaiting: 1_000 });
    for (let index = 0; index < 100; index++) writer.record(entry(`entry ${index} ${'.'.repeat(80)}`));
    expect(writer.counts().dropped).toBeGreaterThan(80);
    await writer.written();
    writer.record(entry('after'));
    await writer.close();
    const { entries } = await sealed();
    const { dropped, recorded } = writer.counts();
    expect(recorded + dropped).toBe(101);
    expect(entries.map(({ kind, text }) => (kind === 'event' ? text : kind))).toContain(`dropped ${dropped} entries`);
    expect(entries.filter(({ kind }) => kind === 'frame')).toHaveLength(recorded);
  });

  it('loses the torn entry of a killed writer and nothing before it', async () => {
    const writer = open();
    for (let index = 0; index < 50; index++) writer.record(entry(`entry ${index}`));
    await writer.written();
    const [file] = await spoolFiles(folder);
    truncateSync(file!.path, file!.bytes - 5);
    const { entries, torn } = await sealed();
    expect(entries.map(({ text }) => text)).toEqual(Array.from({ length: 49 }, (_, index) => `entry ${index}`));
    expect(torn).toBeGreaterThan(0);
    await writer.close();
  });

  it('goes on in another file when its own was taken over, and says that it lives while it has nothing to write', async () => {
    const writer = open();
    writer.record(entry('before'));
    await writer.written();
    const [first] = await spoolFiles(folder);
    for (let round = 0; round < 2; round++) {
      clock.advanceBy(5_000);
      await writer.written();
    }
    expect(statSync(first!.path).mtimeMs).toBe(NOON + 10_000);
    renameSync(first!.path, first!.path.replace('.open', '.closed'));
    writer.record(entry('after'));
    await writer.close();
    expect((await sealed()).entries.map(({ text }) => text)).toEqual(['before', 'after']);
  });

  it('counts what a refusing disk cost, tells it once, and goes on when the disk does', async () => {
    const writer = open({ folder: join(recordings, 'file', 'below') });

    writeFileSync(join(recordings, 'file'), 'in the way');
    for (let index = 0; index < 3; index++) {
      writer.record(entry(`lost ${index}`));
      await writer.written();
    }
    expect(problems).toEqual([expect.stringMatching(/nothing can be recorded in .*below/)]);
    expect(writer.counts()).toMatchObject({ dropped: 3, written: 0, files: 1 });
    rmSync(join(recordings, 'file'));
    writer.record(entry('too soon'));
    await writer.written();
    clock.advanceBy(5_000);
    writer.record(entry('kept'));
    await writer.close();
    expect(writer.counts()).toMatchObject({ dropped: 4, written: 1 });
    expect(await spoolFiles(join(recordings, 'file', 'below'))).toHaveLength(1);
  });

  it('fills no disk when nobody takes its files over', async () => {
    const writer = open({ rotateBytes: 100, mostSpooled: 1_000 });
    for (let index = 0; index < 50; index++) {
      writer.record(entry('.'.repeat(100)));
      await writer.written();
    }
    await writer.close();
    const total = (await spoolFiles(folder)).reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total).toBeLessThan(1_500);
    expect(writer.counts().lostFiles).toBeGreaterThan(30);
    expect(problems[0]).toMatch(/is it running/);
  });

  it('splits a file at midnight', async () => {
    const writer = open();
    const midnight = Date.UTC(2026, 10, 22);
    for (const at of [midnight - 1, midnight, midnight + 1]) writer.record(entry(`at ${at - midnight}`, at));
    await writer.close();
    expect((await sealed()).entries.map(({ text }) => text)).toEqual(['at -1', 'at 0', 'at 1']);
    expect(readdirSync(join(recordings, 'test'))).toEqual(['date=2026-11-21', 'date=2026-11-22']);
  });
});

it('numbers the connections of a source', async () => {
  const entries: RecordedEntry[] = [];
  const tap = spoolTap({ record: (one) => entries.push(one) }, { now: () => 7 });
  const first = tap.opened('ws');
  first.frame('a', 1);
  first.lost('closed with code 1006');
  tap.opened('ws').frame('b', 2);
  tap.answer('GET /markets/orderbooks', '{}', 3);
  expect(entries.map(({ at, kind, label, text }) => [at, kind, label, text])).toEqual([
    [7, 'event', 'ws#1', 'opened'],
    [1, 'frame', 'ws#1', 'a'],
    [7, 'event', 'ws#1', 'lost: closed with code 1006'],
    [7, 'event', 'ws#2', 'opened'],
    [2, 'frame', 'ws#2', 'b'],
    [3, 'answer', 'GET /markets/orderbooks', '{}'],
  ]);
});
