import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** How a running process can be reached by the CLI of the same user. */
const runtimeFileSchema = z.object({ pid: z.int(), url: z.string(), token: z.string() });
export type RuntimeFile = z.infer<typeof runtimeFileSchema>;

export const runtimePath = (dataDir: string): string => join(dataDir, 'runtime.json');

/** The process that serves this data folder, or null when none runs. */
export function readRuntimeFile(dataDir: string): RuntimeFile | null {
  try {
    const file = runtimeFileSchema.parse(JSON.parse(readFileSync(runtimePath(dataDir), 'utf8')));
    process.kill(file.pid, 0);
    return file;
  } catch {
    return null;
  }
}
