import { readFile } from 'node:fs/promises';
import { brotliDecompressSync } from 'node:zlib';
import { messageOf } from '../../errors/coded-error.js';
import type { Turn } from '../turn.js';
import { decodeHeader, decodeTurn, framesOf, type JournalHeader, JournalFileError } from './journal-format.js';

export interface ReadJournal {
  readonly header: JournalHeader;
  /** Its turns, decoded as they are asked for. */
  readonly turns: () => Iterable<Turn>;
  /** Bytes of a torn end, which tell nothing. */
  readonly torn: number;
}

/** Reads a journal, `.br` or plain. @throws JournalFileError */
export async function readJournal(path: string): Promise<ReadJournal> {
  const file = await readFile(path);
  const bytes = path.endsWith('.br') ? brotliDecompressSync(file) : file;
  const frames: Buffer[] = [];
  const walk = framesOf(bytes);
  let step = walk.next();
  try {
    for (; !step.done; step = walk.next()) frames.push(step.value);
  } catch (cause) {
    throw new JournalFileError('journal.damaged', `${path}: ${messageOf(cause)}`, { path }, { cause });
  }
  const [first, ...rest] = frames;
  if (first === undefined) {
    throw new JournalFileError('journal.empty', `${path} holds no journal: its agent ended before it began`, { path });
  }
  return {
    header: decodeHeader(first),
    torn: step.value.torn,
    *turns() {
      for (const [sequence, body] of rest.entries()) yield decodeTurn(body, sequence);
    },
  };
}
