import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadStrategy, strategyNameOf } from './load-strategy.js';
import { aPair, aView, settings } from './strategy-fixtures.js';

const folder = mkdtempSync(join(tmpdir(), 'strategies-'));
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

it('makes ours by name, and one of a file from outside by its path', async () => {
  expect((await loadStrategy('oracle-sniper', settings)).name).toBe('oracle-sniper');
  const path = file(
    'always.mjs',
    `export const createStrategy = ({ maxStake }) => ({
      name: 'always',
      kinds: ['cross-venue'],
      decide: (opportunity) => ({ kind: 'pass', reason: \`at most \${maxStake} of \${opportunity.coverId}\` }),
    });`,
  );
  expect(strategyNameOf(path)).toBe('always');
  const always = await loadStrategy(path, settings);
  expect(always.decide(aPair(), aView())).toEqual({ kind: 'pass', reason: 'at most 0.1 of c' });
});

it.each([
  ['atomic-arbitrage', () => 'atomic-arbitrage', /no strategy of this name; ours are atomic-arb/],
  ['a file that is not there', () => join(folder, 'gone.mjs'), /cannot be loaded/],
  ['a file that breaks', () => file('broken.mjs', 'export const createStrategy = ('), /cannot be loaded/],
  [
    'a file without the export',
    () => file('empty.mjs', 'export default 1;'),
    /does not export a function createStrategy/,
  ],
  [
    'something that is no strategy',
    () => file('half.mjs', "export const createStrategy = () => ({ name: 'half', kinds: [] });"),
    /is no strategy/,
  ],
  [
    'another name than that of its file',
    () =>
      file('mine.mjs', "export const createStrategy = () => ({ name: 'atomic-arb', kinds: ['spike'], decide() {} });"),
    /calls itself atomic-arb; call it mine/,
  ],
])('refuses %s and says what to do', async (_, entry, message) => {
  await expect(loadStrategy(entry(), settings)).rejects.toThrow(message);
});
