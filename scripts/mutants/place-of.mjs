import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The one place of the change. @throws when the source has moved on and the mutant with it has to */
export function placeOf({ name, file, from }, root) {
  const source = readFileSync(join(root, file), 'utf8');
  const at = source.indexOf(from);
  if (at < 0 || source.indexOf(from, at + 1) >= 0)
    throw new Error(
      `"${name}": its text is ${at < 0 ? 'not' : 'more than once'} in ${file}; adapt scripts/mutants/catalogue.mjs: ${from}`,
    );
  return `${file}:${source.slice(0, at).split('\n').length}`;
}
