import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../errors/coded-error.js';

/** Migrations lie beside the sources; a compiled module finds them one folder up from `dist`. */
export function migrationsFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const folder = [join(here, 'migrations'), join(here, '..', '..', 'db', 'migrations')].find(existsSync);
  if (!folder) throw new CodedError('db.migrations', `No migrations found near ${here}; install the program anew`);
  return folder;
}
