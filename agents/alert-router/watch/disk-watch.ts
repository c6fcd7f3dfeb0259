import { statfs } from 'node:fs/promises';
import type { AlertRequest } from '@pm-arbitrage/core/runtime/agent.js';

/** Less than this share is too little. */
const FREE_SHARE = 0.03;
/** Less than so many bytes too, but on a small disk, where a fifth of it is enough. */
const FREE_BYTES = 300_000_000;
const FREE_OF_SMALL = 0.2;

/** What a disk says of itself, bytes. */
export interface DiskSpace {
  readonly free: number;
  readonly total: number;
}

/** The disk under a folder. */
export async function readDisk(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}

/** A disk that is nearly full, said once until it is well again, and then that it is; a full one stops database, journal and logs at once. */
export class DiskWatch {
  #told = false;

  look({ free, total }: DiskSpace, folder: string): readonly AlertRequest[] {
    const full = free < Math.min(FREE_BYTES, total * FREE_OF_SMALL) || free < total * FREE_SHARE;
    const told = this.#told;
    this.#told = full;
    if (full === told) return [];
    const left = `${Math.round(free / 1_000_000)} MB of ${(total / 1_000_000_000).toPrecision(3)} GB are free`;
    if (!full)
      return [
        {
          tier: 'important',
          kind: 'disk.back',
          title: 'The disk has room again',
          body: `${left} where ${folder} lies.`,
        },
      ];
    return [
      {
        tier: 'critical',
        kind: 'disk.full',
        title: 'The disk is nearly full',
        body: `${left} where ${folder} lies. Make room.`,
      },
    ];
  }
}
