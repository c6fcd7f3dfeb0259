import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runQuery } from './run-query.js';

const folder = mkdtempSync(join(tmpdir(), 'pm-questions-'));
mkdirSync(join(folder, 'trades'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = readFileSync(new URL('../../docs/analysis.md', import.meta.url), 'utf8');
const questions = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql as string);

it('docs/analysis.md asks five questions', () => {
  expect(questions.length).toBeGreaterThanOrEqual(5);
});

it.each(questions)('the tables have what is asked for: %s', async (sql) => {
  const { columns } = await runQuery(folder, sql);
  expect(columns.length).toBeGreaterThan(1);
});
