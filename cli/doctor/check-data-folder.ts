import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { advice, type Finding, ok, wrong } from './finding.js';

const GIGABYTE = 1e9;
const LEAST_GIGABYTES = 1;
const GOOD_GIGABYTES = 5;

/** Free bytes where a path lies; a test says otherwise. */
export const freeBytesAt = (path: string): number => {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
};

/** Whether the data folder can be written, how much room it has, whose its keys are, and whether a halt lies in it. */
export function checkDataFolder(dataDir: string, freeBytes: (path: string) => number): readonly Finding[] {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    return [
      wrong(
        'data folder',
        `${dataDir} cannot be written: ${messageOf(error)}`,
        'give its user the right to, or name another with --data-dir (DATA_DIR)',
      ),
    ];
  }
  return [ok('data folder', dataDir), disk(freeBytes(dataDir)), guardianKey(dataDir), halt(dataDir)];
}

function disk(free: number): Finding {
  const text = `${(free / GIGABYTE).toFixed(1)} GB free`;
  if (free < LEAST_GIGABYTES * GIGABYTE)
    return wrong('disk', text, 'make room: without any neither a halt file nor the database can be written');
  return free < GOOD_GIGABYTES * GIGABYTE
    ? advice(
        'disk',
        text,
        `keep ${GOOD_GIGABYTES} GB free, or lower what the recorder keeps (recorder.diskLimitMegabytes)`,
      )
    : ok('disk', text);
}

function guardianKey(dataDir: string): Finding {
  const file = join(dataDir, 'guardian.key.pem');
  if (!existsSync(file)) return ok('guardian key', 'not in the data folder; it is made at the first start, or set');
  const mode = statSync(file).mode & 0o777;
  return (mode & 0o077) === 0
    ? ok('guardian key', 'readable by its owner alone')
    : wrong(
        'guardian key',
        `others can read ${file} (mode ${mode.toString(8)})`,
        `run: chmod 600 ${file}; if somebody may have, remove it and run: keys create`,
      );
}

function halt(dataDir: string): Finding {
  const file = new HaltFile(dataDir);
  const inForce = file.read();
  return inForce === null
    ? ok('halt', 'none in this data folder')
    : advice(
        'halt',
        `in force since ${new Date(inForce.at).toISOString()}, by ${inForce.by}: ${inForce.reason}`,
        'find out why, then: resume --reason "…"',
      );
}
