import { readdir, rm, stat } from 'node:fs/promises';
import { type Retention, retention, type RetentionRules } from './retention.js';
import { recordingFiles } from './recording-files.js';
import { spoolFiles, spoolFolder, spoolRoot } from './spool/spool-files.js';

/** Removes the files whose time is up and the oldest ones beyond the limit; what is open stays. */
export async function keepRoom(recordings: string, now: number, rules: RetentionRules): Promise<Retention> {
  const files = [];
  for (const { path, day } of await recordingFiles(recordings)) {
    const found = await stat(path).catch(() => null);
    if (found !== null) files.push({ path, day, bytes: found.size });
  }
  let openBytes = 0;
  for (const source of await readdir(spoolRoot(recordings)).catch(() => []))
    for (const { bytes } of await spoolFiles(spoolFolder(recordings, source))) openBytes += bytes;
  const decided = retention(files, openBytes, now, rules);
  for (const { path } of decided.remove) await rm(path, { force: true });
  return decided;
}
