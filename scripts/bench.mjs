/* pnpm bench [ingest|scanner|bus|recording|replay|replay-large|candidates|trade|journal|oracle|values|events|processes|live|execution|dashboard|page|models|weeks]: build, then measure on this machine. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();
const main = join(root, 'cli', 'dist', 'bench', 'main.js');
process.exit(
  spawnSync(process.execPath, [main, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).status ?? 1,
);
