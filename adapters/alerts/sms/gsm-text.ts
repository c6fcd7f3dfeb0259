const PLAIN: Readonly<Record<string, string>> = {
  '…': '...',
  '→': '->',
  '–': '-',
  '—': '-',
  '−': '-',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '≥': '>=',
  '≤': '<=',
  '×': 'x',
  '·': '-',
  // Not in that alphabet, or there for the price of two.
  '`': "'",
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  '~': '-',
  '^': "'",
  '|': '/',
  '\\': '/',
};

/** A text in letters of which a message holds 160: one other character, and it holds 70. */
export const gsmText = (text: string): string =>
  text
    .replaceAll(/[…→–—−“”‘’≥≤×·`[\]{}~^|\\]/g, (character) => PLAIN[character] ?? '')
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^\n\x20-\x7e]/g, '?');
