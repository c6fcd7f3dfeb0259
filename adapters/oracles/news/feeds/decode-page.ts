const BOMS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** The declaration stands at the very beginning, in characters that nearly all encodings share. */
const DECLARATION_BYTES = 200;

/**
 * A page as text, in the encoding that its mark, its headers or its declaration name, in this order; UTF-8 else.
 * @returns null for an encoding that is not known here.
 */
export function decodePage(bytes: Uint8Array, contentType: string): string | null {
  const mark = BOMS.find(([, bom]) => bom.every((byte, i) => bytes[i] === byte))?.[0];
  const sent = /charset=["']?([\w-]{2,30})/i.exec(contentType)?.[1];
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_BYTES));
  const declared = /^\s*<\?xml\b[^>]{0,150}\bencoding=["']([\w-]{2,30})["']/i.exec(head)?.[1];
  try {
    return new TextDecoder(mark ?? sent ?? declared ?? 'utf-8').decode(bytes);
  } catch {
    return null;
  }
}
