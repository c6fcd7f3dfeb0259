import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where the dashboard keeps its sessions and links, readable by the owner alone; made where it is missing. */
export function privateFolder(dataDir: string, name: string): string {
  const folder = join(dataDir, 'dashboard', name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
