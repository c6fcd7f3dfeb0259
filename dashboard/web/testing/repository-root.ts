import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the whole project, from the sources as from their build. */
export const repositoryRoot = ((): string => {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'pnpm-workspace.yaml'))) folder = dirname(folder);
  return folder;
})();
