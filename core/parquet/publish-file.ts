import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Gives a finished draft its name, so that whoever looks sees the whole file or none, whatever is killed or loses power
 * when: contents on disk first, then the name, then the folder that holds the name.
 */
export async function publishFile(draft: string, path: string): Promise<void> {
  const file = await open(draft, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(dirname(path));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems cannot sync a folder; on those the name is as safe as it gets.
    if (!['EINVAL', 'EPERM', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}
