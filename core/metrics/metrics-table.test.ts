import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allMetrics } from './metrics.js';
import { metricsTable } from './metrics-table.js';

const path = new URL('../../docs/metrics.md', import.meta.url);
const [begin, end] = ['<!-- the registry -->', '<!-- end of the registry -->'];

it('docs/metrics.md tells what the registry says', () => {
  const text = readFileSync(path, 'utf8');
  const before = text.slice(0, text.indexOf(begin) + begin.length);
  const wanted = `${before}\n\n${metricsTable()}\n\n${text.slice(text.indexOf(end))}`;
  if (process.env['UPDATE_DOCS'] === 'true') writeFileSync(path, wanted);
  expect(readFileSync(path, 'utf8')).toBe(wanted);
});

it('names are those that Prometheus asks for, each once', () => {
  expect(new Set(allMetrics.map(({ name }) => name)).size).toBe(allMetrics.length);
  const wrong = allMetrics.filter(
    ({ kind, name, help, labels }) =>
      !/^pma_[a-z]+(_[a-z]+)*$/.test(name) ||
      name.endsWith('_total') !== (kind === 'counter') ||
      (kind === 'histogram' && !name.endsWith('_seconds')) ||
      !/^[A-Z0-9].{10,}[^.]$/.test(help) ||
      Object.entries(labels).some(([label, values]) => !/^[a-z]+$/.test(label) || values === ''),
  );
  expect(wrong).toEqual([]);
});
