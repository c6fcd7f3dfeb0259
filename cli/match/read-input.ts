import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { MatchInputError } from './match-input-error.js';

/** The text of a file, unpacked where it is gzipped, whatever its name. @throws MatchInputError */
export function readInput(file: string): string {
  try {
    const bytes = readFileSync(file);
    const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return (gzipped ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new MatchInputError('match.file', `${file} cannot be read: ${messageOf(cause)}`, { file }, { cause });
  }
}
