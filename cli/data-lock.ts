import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { readRuntimeFile } from '@pm-arbitrage/core/runtime/runtime-file.js';

/** Thrown when another process works in the data folder; the embedded database bears one process at a time. */
export class DataFolderBusyError extends CodedError {}

/** A command that only looks holds the folder for a moment; whoever comes meanwhile waits this long. */
const PATIENCE_MS = 6_000;
const PAUSE_MS = 50;

const lockPath = (dataDir: string) => join(dataDir, 'lock');

/** The process that works in this data folder, or null. Its own process and dead ones do not count. */
function lockHolder(dataDir: string): number | null {
  try {
    const pid = Number(readFileSync(lockPath(dataDir), 'utf8'));
    if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return null;
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

/** Waits for a moment's holder to finish. @throws DataFolderBusyError when another living process stays in the data folder. */
export async function untilFree(dataDir: string): Promise<void> {
  const deadline = systemClock.now() + PATIENCE_MS;
  for (;;) {
    const pid = lockHolder(dataDir);
    if (pid === null) return;
    // Who announced itself is a swarm, and stays.
    if (readRuntimeFile(dataDir)?.pid === pid || systemClock.now() > deadline) {
      throw new DataFolderBusyError(
        'data.busy',
        `Process ${pid} is using the data folder ${dataDir}. End it first, or name another folder with --data-dir. If no such process is ours, remove ${lockPath(dataDir)}.`,
        { dataDir, pid },
      );
    }
    await sleep(systemClock, PAUSE_MS);
  }
}

/** Claims the data folder for this process. @returns what gives it up. @throws DataFolderBusyError */
export async function claimDataFolder(dataDir: string): Promise<() => void> {
  const path = lockPath(dataDir);
  mkdirSync(dataDir, { recursive: true });
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    await untilFree(dataDir);
    // Given back meanwhile, or left behind by the dead.
    rmSync(path, { force: true });
  }
}
