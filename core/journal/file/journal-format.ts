import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import { CodedError } from '../../errors/coded-error.js';
import type { WrittenTurn } from '../edge/recording-edge.js';
import type { Act, Input, Turn } from '../turn.js';

/*
 * Form of a journal: frame after frame, each
 *
 *   length of the body (4 bytes, little endian) · CRC-32 of the body (4 bytes) · body
 *
 * The body of the first frame is the header, those of the others are turns, both by node:v8, which keeps dates, big
 * integers and bytes, and reads what older versions of Node wrote. A frame that is not whole is a torn end.
 */

export const JOURNAL_VERSION = 1;
const PREFIX_BYTES = 8;

/** Thrown for a file that is no journal, or one that was damaged. */
export class JournalFileError extends CodedError {}

/** Whose life a journal tells. */
export interface JournalHeader {
  readonly version: typeof JOURNAL_VERSION;
  /** Its label: `strategy:atomic-arb`. */
  readonly agent: string;
  /** Unix ms. */
  readonly startedAt: number;
  /** What it was configured with, secrets blacked out. */
  readonly config: unknown;
}

export function encodeFrame(body: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(PREFIX_BYTES + body.length);
  frame.writeUInt32LE(body.length, 0);
  frame.writeUInt32LE(crc32(body), 4);
  body.copy(frame, PREFIX_BYTES);
  return frame;
}

export const encodeHeader = (header: JournalHeader): Buffer => encodeFrame(serialize(header));

export const encodeTurn = ({ at, input, acts }: WrittenTurn): Buffer => encodeFrame(serialize([at, input, acts]));

/** The bodies of whole frames in their order. @throws JournalFileError for one that is whole and damaged */
export function* framesOf(bytes: Buffer): Generator<Buffer, { readonly torn: number }> {
  let place = 0;
  while (place + PREFIX_BYTES <= bytes.length) {
    const length = bytes.readUInt32LE(place);
    const end = place + PREFIX_BYTES + length;
    if (end > bytes.length) break;
    const body = bytes.subarray(place + PREFIX_BYTES, end);
    if (crc32(body) !== bytes.readUInt32LE(place + 4)) {
      throw new JournalFileError('journal.damaged', `The journal is damaged at byte ${place}: its checksum differs`, {
        place,
      });
    }
    yield body;
    place = end;
  }
  return { torn: bytes.length - place };
}

/** The beginning of a journal, whole frames of at most so many bytes. */
export function beginningOf(bytes: Buffer, mostBytes: number): Buffer {
  let end = 0;
  for (const body of framesOf(bytes)) {
    const next = end + PREFIX_BYTES + body.length;
    if (next > mostBytes) break;
    end = next;
  }
  return bytes.subarray(0, end);
}

export function decodeTurn(body: Buffer, sequence: number): Turn {
  const [at, bytes, acts] = deserialize(body) as [number, Uint8Array, readonly Act[]];
  return { sequence, at, input: deserialize(bytes) as Input, bytes, acts };
}

/** @throws JournalFileError when it is none, or of another version */
export function decodeHeader(body: Buffer): JournalHeader {
  const header = deserialize(body) as JournalHeader;
  if (header.version !== JOURNAL_VERSION) {
    throw new JournalFileError(
      'journal.version',
      `The journal has version ${String(header.version)}, this release reads ${JOURNAL_VERSION}: replay it with the release that wrote it`,
    );
  }
  return header;
}
