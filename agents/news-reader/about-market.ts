import type { Story } from '@pm-arbitrage/core/domain/news-reading.js';
import { type MarketSubject, stemOf } from './market-subject.js';

/** Share of a market's names that a story must name, and how many at least. */
const NAMED_SHARE = 0.5;
const LEAST_NAMES = 2;
/** Who names so many of them need not use the market's words: "rejects" is about a confirmation, too. */
const SURELY_SHARE = 0.75;

/** A story's words as they are compared, read once for all markets. */
export interface StoryWords {
  readonly plain: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
}

const known = new WeakMap<object, StoryWords>();

/** Read once a story: many markets are held against it. */
export function storyWords(story: Pick<Story, 'title' | 'summary'>): StoryWords {
  const words = known.get(story) ?? readWords(story);
  known.set(story, words);
  return words;
}

function readWords({ title, summary }: Pick<Story, 'title' | 'summary'>): StoryWords {
  const words = `${title} ${summary}`.match(/[\p{L}\p{N}][\p{L}\p{N}'’.&-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu) ?? [];
  return {
    plain: new Set(words.map((word) => word.toLowerCase().replace(/['’]s$/, ''))),
    stems: new Set(words.map(stemOf)),
  };
}

/**
 * Whether a story may be about a market, before anything is spent on reading it: it names half of the market's names, two
 * at least, and says one of the things that the market asks or names nearly all. A market with a single name asks two of its words.
 */
export function aboutMarket({ plain, stems }: StoryWords, { names, words }: MarketSubject): boolean {
  if (names.size === 0) return false;
  const named = [...names].filter((name) => plain.has(name)).length;
  const said = [...words].filter((word) => stems.has(word)).length;
  if (names.size === 1) return named === 1 && said >= Math.min(2, words.size) && words.size > 0;
  if (named < Math.max(LEAST_NAMES, Math.ceil(NAMED_SHARE * names.size))) return false;
  return said > 0 || words.size === 0 || named >= SURELY_SHARE * names.size;
}
