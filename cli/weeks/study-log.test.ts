import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { StudyLog } from './study-log.js';
import type { WeekReport } from './week-report.js';

const folder = mkdtempSync(join(tmpdir(), 'pm-arbitrage-study-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const which = (seed: number, world: WeekReport['world'] = 'measured') => ({ seed, world, days: 7 });
const report = (seed: number) => ({ ...which(seed), conserved: true }) as WeekReport;

it('finds again what ran with the same code, and nothing that ran with other code', () => {
  const file = join(folder, 'weeks.jsonl');
  const log = new StudyLog(file, 'one');
  expect(log.find(which(1))).toBeUndefined();
  log.add(report(1));
  expect(log.find(which(1))).toEqual(report(1));
  const again = new StudyLog(file, 'one');
  expect(again.find(which(1))).toEqual(report(1));
  expect(again.find(which(1, 'control'))).toBeUndefined();
  expect(again.find({ ...which(1), days: 6 })).toBeUndefined();
  expect(new StudyLog(file, 'other').find(which(1))).toBeUndefined();
});

it('runs a world again whose line was cut off, and keeps the lines before it', () => {
  const file = join(folder, 'cut.jsonl');
  new StudyLog(file, 'one').add(report(1));
  appendFileSync(file, '{"code":"one","report":{"seed":2,"wor');
  const log = new StudyLog(file, 'one');
  expect([log.find(which(1)), log.find(which(2))]).toEqual([report(1), undefined]);
  log.add(report(2));
  expect(new StudyLog(file, 'one').find(which(2))).toEqual(report(2));
});
