import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exportTables } from './export-tables.js';
import { tablesDoc } from './tables-doc.js';

const path = new URL('../../docs/analysis.md', import.meta.url);
const START = '<!-- tables: made from core/export/tables -->\n';
const END = '<!-- end of tables -->';

it('docs/analysis.md tells the tables as they are', () => {
  const text = readFileSync(path, 'utf8');
  const start = text.indexOf(START) + START.length;
  const end = text.indexOf(END);
  expect(start).toBeGreaterThan(START.length);
  expect(end).toBeGreaterThan(start);
  const wanted = `${text.slice(0, start)}\n${tablesDoc()}\n\n${text.slice(end)}`;
  if (process.env['UPDATE_DOCS'] === 'true') writeFileSync(path, wanted);
  expect(readFileSync(path, 'utf8')).toBe(wanted);
});

it('no table holds money in floats, and every column has one meaning', () => {
  for (const { name, columns } of exportTables) {
    const names = columns.map((column) => column.name);
    expect([name, new Set(names).size]).toEqual([name, names.length]);
    // The folders of the days are a column of this name to every reader.
    expect(names).not.toContain('date');
    const money = columns.filter((column) =>
      /price|cost|fee|pnl|payout|notional|amount|capital|bankroll/.test(column.name),
    );
    expect(money.filter(({ type }) => type === 'float')).toEqual([]);
  }
});
