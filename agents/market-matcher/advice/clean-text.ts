/** What is not seen: controls but the line end, zero-width and directional marks, fillers, variation selectors, tags. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?!\n)\p{Cc}/gu;

/**
 * Text of a market as it is shown to the model, and as its quotes are compared: compatibility forms folded, invisible
 * characters gone, angle brackets replaced by a look-alike so that no mark can be closed or opened from inside, spaces
 * and line ends single.
 */
export function cleanText(raw: string): string {
  return raw
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll('\t', ' ')
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}

/** Two texts that clean to this are literally the same for a quote: case, quotation marks, dashes and line ends aside. */
export function quotable(text: string): string {
  return cleanText(text)
    .replace(/[‘’‚‛′`]/g, "'")
    .replace(/[“”„‟″]/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replaceAll('\n', ' ')
    .toLowerCase();
}
