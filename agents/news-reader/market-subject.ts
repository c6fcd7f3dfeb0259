import type { Market } from '@pm-arbitrage/core/domain/market.js';

/** What a story must speak of to be about a market. */
export interface MarketSubject {
  /** Names in title and subtitle, lower case: who and what it is about. */
  readonly names: ReadonlySet<string>;
  /** The other words of the title that carry meaning, by their stems. */
  readonly words: ReadonlySet<string>;
}

/** Capitals that name nobody, and words that every market has. */
const COMMON = new Set(
  `will the a an and or of to in on at by for before after from with be is are was were been has have had do does did not no yes any
   this that these those who what which when where how than more less least most above below between over under up down
   market markets resolve resolves resolution source january february march april may june july august september october november
   december jan feb mar apr jun jul aug sep sept oct nov dec utc est edt et pm am new other next first last year years day days week
   month us u.s. united states next`
    .split(/\s+/)
    .filter(Boolean),
);
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’.&-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu;

/** Without endings, so that "confirms", "confirmed" and "confirm" are one. */
export function stemOf(word: string): string {
  const lower = word.toLowerCase().replace(/['’]s$/, '');
  const stem = lower.replace(/(?:ations?|ings?|ed|es|s|e)$/, '');
  return stem.length >= 3 ? stem : lower;
}

/** Reads title and subtitle. The first word of a text has a capital whether it is a name or not, and counts as none. */
export function marketSubject({ title, subtitle }: Pick<Market, 'title' | 'subtitle'>): MarketSubject {
  const names = new Set<string>();
  const words = new Set<string>();
  for (const text of [title, subtitle])
    for (const [index, match] of [...text.matchAll(WORD)].entries()) {
      const [word] = match;
      const lower = word.toLowerCase().replace(/['’]s$/, '');
      if (COMMON.has(lower) || /^\d+$/.test(word)) continue;
      if (/^\p{Lu}/u.test(word) && (index > 0 || text === subtitle)) names.add(lower);
      else if (word.length > 2) words.add(stemOf(word));
    }
  return { names, words };
}
