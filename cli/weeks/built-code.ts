import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PARTS = ['core', 'adapters', 'agents', 'simulator', 'cli/dist/weeks'] as const;

/** A fingerprint of everything built that decides how a simulated week goes. @param root of the repository */
export function builtCode(root: string): string {
  const hash = createHash('sha256');
  for (const part of PARTS) {
    const folder = join(root, part.startsWith('cli') ? part : join(part, 'dist'));
    if (!existsSync(folder)) continue;
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
    for (const name of files.sort()) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}
