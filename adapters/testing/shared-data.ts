import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** The recorded real data beside the repository: test input that is never copied into it. */
const ROOT = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** Whether the folder is there; tests that need it skip where it is not. */
export const hasSharedData: boolean = existsSync(ROOT);
if (!hasSharedData) console.warn(`skipping tests on recorded data: ${ROOT} is absent`);

export const sharedPath = (path: string): string => ROOT + path;

/** Paths of the files in a folder of the shared data that match. */
export const sharedFiles = (folder: string, pattern: RegExp): string[] =>
  hasSharedData
    ? readdirSync(ROOT + folder)
        .filter((name) => pattern.test(name))
        .toSorted()
        .map((name) => `${ROOT}${folder}/${name}`)
    : [];

/** A JSON document, unpacked where it is a `.gz`. */
export function sharedJson(path: string): unknown {
  const bytes = readFileSync(ROOT + path);
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}
