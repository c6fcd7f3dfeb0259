/* npm run cli -- <command>: the built command, built first where it is not. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const main = join(root, 'cli', 'dist', 'main.js');
if (!existsSync(main)) prepare();
const cli = spawn(process.execPath, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && cli.kill(signal));
cli.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
