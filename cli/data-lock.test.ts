import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claimDataFolder, DataFolderBusyError } from './data-lock.js';

const folder = () => mkdtempSync(join(tmpdir(), 'pm-lock-'));
const sleeper = async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
  await once(child, 'spawn');
  return child;
};

it('is given back, and taken over from the dead', async () => {
  const dataDir = folder();
  (await claimDataFolder(dataDir))();
  expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  const child = await sleeper();
  writeFileSync(join(dataDir, 'lock'), String(child.pid));
  child.kill('SIGKILL');
  await once(child, 'exit');
  (await claimDataFolder(dataDir))();
});

it('waits for who holds it for a moment, and refuses at once while a swarm has it', async () => {
  const dataDir = folder();
  const child = await sleeper();
  try {
    writeFileSync(join(dataDir, 'lock'), String(child.pid));
    const waiting = claimDataFolder(dataDir);
    writeFileSync(
      join(dataDir, 'runtime.json'),
      JSON.stringify({ pid: child.pid, url: 'http://127.0.0.1:1', token: 'x' }),
    );
    await expect(waiting).rejects.toThrow(DataFolderBusyError);
    await expect(claimDataFolder(dataDir)).rejects.toThrow(/--data-dir/);
  } finally {
    child.kill('SIGKILL');
  }
});
