import { CodedError } from '../errors/coded-error.js';
import type { ChainPoint } from './chain-point.js';

/** Thrown for a text that names no point of the chain; says how one looks. */
export class ChainPointError extends CodedError {}

/** A point of the chain as people keep it: `1234:ab12…`. */
export const pointText = ({ sequence, hash }: ChainPoint): string => `${sequence}:${hash}`;

/** Reads what `pointText` wrote. @throws ChainPointError */
export function parsePoint(text: string): ChainPoint {
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  if (sequence === undefined || hash === undefined)
    throw new ChainPointError(
      'audit.point',
      `"${text}" is no anchor: write it as it was told, the number of the entry, a colon and its 64 hexadecimal digits`,
    );
  return { sequence: Number(sequence), hash };
}
