import { createHash } from 'node:crypto';

/** A place in the chain: everything up to it is fixed by the hash. */
export interface ChainPoint {
  /** Entries up to here. */
  readonly sequence: number;
  /** Hash of the last of them, hex. */
  readonly hash: string;
}

/** Where the chain begins: no entry yet. */
export const GENESIS: ChainPoint = {
  sequence: 0,
  hash: createHash('sha256').update('pm-arbitrage audit log, version 1').digest('hex'),
};
