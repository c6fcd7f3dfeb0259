import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';

/** Thrown when a recording cannot be opened or unpacked. */
export class RecordingError extends CodedError {}

/** A line of a recording with its place, for messages that a person can follow. */
export interface RecordedLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * The non-empty lines of a file, streamed; `.gz` is unpacked on the way.
 * @throws RecordingError when the file is missing or its compression is damaged.
 */
export async function* readLines(file: string): AsyncGenerator<RecordedLine> {
  const source = createReadStream(file);
  const input: Readable = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  if (input !== source) source.on('error', (error: Error) => input.destroy(error));
  input.setEncoding('utf8');
  let line = 0;
  let rest = '';
  // Split here and not by readline, which raises errors of its input outside the loop that reads it.
  try {
    for await (const chunk of input as AsyncIterable<string>) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const text of parts) {
        line++;
        if (text.trim() !== '') yield { file, line, text };
      }
    }
  } catch (error) {
    const message = `cannot read ${file}: ${messageOf(error)}; check the path and that the file is whole`;
    throw new RecordingError('recording.unreadable', message, { file }, { cause: error });
  }
  if (rest.trim() !== '') yield { file, line: line + 1, text: rest };
}
