import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const core = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Compiles one source file of core/bus with what it imports, so that a test can fork it as it is now and not as it was
 * last built. Returns the path of the script and the folder to remove.
 */
export async function compileWorker(name: string): Promise<{ readonly script: string; readonly folder: string }> {
  // Below core/node_modules, where the compiled files find core's dependencies and no tool looks for sources.
  const folder = await mkdtemp(join(core, 'node_modules', '.bus-test-'));
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  const options = [
    '--rootDir',
    core,
    '--outDir',
    folder,
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--skipLibCheck',
  ];
  const args = [
    join(typescript, 'bin', 'tsc'),
    '--ignoreConfig',
    ...options,
    '--types',
    'node',
    join(core, 'bus', `${name}.ts`),
  ];
  await promisify(execFile)(process.execPath, args, { cwd: dirname(core) });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  return { script: join(folder, 'bus', `${name}.js`), folder };
}
