const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** One spelling: compatibility forms, quotes and dashes made plain, invisible marks and bold gone, blanks single. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(INVISIBLE, '')
    .replaceAll(/[‘’‚‛ʼ′´`]/g, "'")
    .replaceAll(/[“”„‟«»″]/g, '"')
    .replaceAll(/[‐‑‒–—―−]/g, '-')
    .replaceAll('**', '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
