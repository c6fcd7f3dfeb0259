import { fileURLToPath } from 'node:url';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mutants } from './catalogue.mjs';
import { placeOf } from './place-of.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('changes one place each that is still in the source, and names a test file that is still there', () => {
  expect(mutants.length).toBeGreaterThan(40);
  for (const mutant of mutants) {
    expect(placeOf(mutant, root)).toMatch(/:\d+$/);
    expect(existsSync(join(root, mutant.test))).toBe(true);
  }
});
