/** Names of characters that news use. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  eacute: 'é',
  euro: '€',
  pound: '£',
  copy: '©',
  reg: '®',
  trade: '™',
  bull: '•',
};

/** Replaces references to characters, once: what comes out is not looked at again. */
export const decodeReferences = (text: string): string =>
  text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      const usable = point > 0 && point <= 0x10_ffff && !(point >= 0xd800 && point <= 0xdfff);
      return usable ? String.fromCodePoint(point) : ' ';
    },
  );

/** What a reader sees of a piece of HTML, in one line: no tags, no invisible characters, cut to a length. */
export function plainText(html: string, most: number): string {
  const bare = html
    .slice(0, 40 * most)
    .replaceAll(/<(script|style)\b[^>]{0,500}>[^<]{0,5000}<\/\1>/gi, ' ')
    .replaceAll(/<[^<>]{0,2000}>/g, ' ');
  return (
    decodeReferences(bare)
      .normalize('NFC')
      // Controls, and characters that turn or hide what stands beside them.
      .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, most)
  );
}
