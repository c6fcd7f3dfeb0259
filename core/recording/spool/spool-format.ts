import { type RecordedEntry, type RecordedKind, recordedKinds } from '../recorded-entry.js';

/*
 * Form of a spool file: entry after entry, each
 *
 *   <at> <kind> <bytes of the text> <label>\n<text>\n
 *
 * Nothing is escaped, so writing costs a copy; the length finds the end, and says when the end was torn off.
 */

const HEADER = /^(\d{1,15}) (frame|answer|event|message) (\d{1,10}) ([^\n]*)$/;
const NEWLINE = 10;
/** Longer than any header. */
const MOST_HEADER = 1_024;
const MOST_LABEL = 200;

/** An entry as it lies in a spool file. */
export const encodeEntry = ({ at, kind, label, text }: RecordedEntry): string =>
  `${at} ${kind} ${Buffer.byteLength(text)} ${label.replaceAll('\n', ' ').slice(0, MOST_LABEL)}\n${text}\n`;

/** What could be read of some bytes, and how many bytes that were. What follows is the beginning of an entry, or damage. */
export interface DecodedEntries {
  readonly entries: readonly RecordedEntry[];
  readonly used: number;
  /** What follows is no entry, however much more of it were read. */
  readonly damaged: boolean;
}

/** Reads whole entries from the start of some bytes. */
export function decodeEntries(bytes: Buffer): DecodedEntries {
  const entries: RecordedEntry[] = [];
  let used = 0;
  while (used < bytes.length) {
    const headerEnd = bytes.indexOf(NEWLINE, used);
    if (headerEnd < 0) return { entries, used, damaged: bytes.length - used > MOST_HEADER };
    const header = HEADER.exec(bytes.toString('utf8', used, Math.min(headerEnd, used + MOST_HEADER)));
    const kind = header?.[2];
    if (header === null || !isKind(kind)) return { entries, used, damaged: true };
    const textEnd = headerEnd + 1 + Number(header[3]);
    if (textEnd >= bytes.length) return { entries, used, damaged: false };
    if (bytes[textEnd] !== NEWLINE) return { entries, used, damaged: true };
    const text = bytes.toString('utf8', headerEnd + 1, textEnd);
    entries.push({ at: Number(header[1]), kind, label: header[4] ?? '', text });
    used = textEnd + 1;
  }
  return { entries, used, damaged: false };
}

const isKind = (kind: string | undefined): kind is RecordedKind => recordedKinds.some((known) => known === kind);
