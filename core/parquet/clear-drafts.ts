import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const DRAFT = /^\..+\.(\d+)\.tmp$/;

/** Removes what killed writers left unfinished in a folder. Drafts of living processes stay. */
export async function clearDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = DRAFT.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
