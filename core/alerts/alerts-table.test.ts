import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { alertCatalogue } from './alert-catalogue.js';
import { alertsTable } from './alerts-table.js';

const root = new URL('../../', import.meta.url).pathname;
const page = join(root, 'docs/alerts.md');
const [START, END] = ['<!-- codes: made from core/alerts/alert-catalogue.ts -->\n\n', '\n\n<!-- end of codes -->'];

it('the page of alerts names every code, as the catalogue has it', () => {
  const text = readFileSync(page, 'utf8');
  const [before = '', rest = ''] = text.split(START);
  const [, after = ''] = rest.split(END);
  const wanted = `${before}${START}${alertsTable()}${END}${after}`;
  if (process.env['UPDATE_DOCS'] === 'true') writeFileSync(page, wanted);
  else expect(text).toBe(wanted);
});

/** Sources of agents and of what they share, without tests. */
const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['dist', 'node_modules', 'testing'].includes(entry.name) ? [] : sources(path);
    return /(?<!\.test)\.ts$/.test(entry.name) ? [path] : [];
  });

it('no source raises a code that the catalogue does not have', () => {
  const raised = ['agents', 'core', 'dashboard/server'].flatMap((folder) =>
    sources(join(root, folder)).flatMap((path) =>
      // An alert names its tier and its code side by side.
      [...readFileSync(path, 'utf8').matchAll(/tier: [^;{}]{1,80}?\bkind: '([^']+)'/g)].map(([, kind]) => kind ?? ''),
    ),
  );
  expect(raised.length).toBeGreaterThan(25);
  expect(raised.filter((kind) => !Object.hasOwn(alertCatalogue, kind))).toEqual([]);
});
