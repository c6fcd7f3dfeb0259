const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const UNPLAIN = /[^\u0020-\u007e]/;

/**
 * The text in one spelling: Unicode compatibility forms, quotes and dashes made plain, invisible and direction marks
 * gone, marks of bold print gone, every kind of space a blank. Case, accents and doubled blanks stay: a doubled blank marks an unfilled placeholder.
 */
export function plainText(text: string): string {
  if (!UNPLAIN.test(text)) return text.replaceAll('**', '');
  return text
    .normalize('NFKC')
    .replaceAll(INVISIBLE, '')
    .replaceAll(/[‘’‚‛ʼ′´`]/g, "'")
    .replaceAll(/[“”„‟«»″]/g, '"')
    .replaceAll(/[‐‑‒–—―−]/g, '-')
    .replaceAll('⁄', '/')
    .replaceAll('**', '')
    .replaceAll(/\s/g, ' ');
}
