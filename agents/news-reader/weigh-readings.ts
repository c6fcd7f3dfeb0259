import type { Finding, Story } from '@pm-arbitrage/core/domain/news-reading.js';
import { originsOf } from './origins-of.js';

/** What was made of one story for one market. */
export interface Reading {
  readonly story: Story;
  readonly finding: Finding;
  /** Set where it decides. */
  readonly sentence: string | null;
  /** Whether it comes from a feed of who settles the market. */
  readonly official: boolean;
}

/** Where the news leave a market. */
export type Standing =
  | { readonly kind: 'quiet' }
  /** One source says so; `readings` are that source and whoever copied it. */
  | { readonly kind: 'single'; readonly outcome: 'yes' | 'no'; readonly readings: readonly Reading[] }
  /** Two sources that have nothing to do with each other say so, or one that is official. */
  | { readonly kind: 'confirmed'; readonly outcome: 'yes' | 'no'; readonly readings: readonly Reading[] }
  /** Sources contradict each other, or something was taken back. */
  | { readonly kind: 'disputed'; readonly why: string; readonly readings: readonly Reading[] };

/** What is older does not count any more, ms. */
export const MOST_AGE_MS = 24 * 3_600_000;
/** Sources that agree do so within this time of each other, ms. */
const TOGETHER_MS = 6 * 3_600_000;

/**
 * What all that was read of a market comes to. Of a story only its newest version counts.
 * @param newest the text of a story's newest version, by its key. @param now Unix ms
 */
export function weighReadings(
  readings: readonly Reading[],
  newest: (key: string) => string | undefined,
  now: number,
): Standing {
  const valid = readings.filter(
    ({ story }) => now - story.at <= MOST_AGE_MS && (newest(story.key) ?? story.textHash) === story.textHash,
  );
  const backs = valid.filter(({ finding }) => finding === 'retracts');
  const deciding = valid.filter(({ finding }) => finding === 'yes' || finding === 'no');
  const [first] = deciding;
  if (first === undefined) return { kind: 'quiet' };
  const [back] = backs;
  if (back !== undefined)
    return { kind: 'disputed', why: `${back.story.publisher} takes something back`, readings: [...deciding, ...backs] };
  if (deciding.some(({ finding }) => finding !== first.finding))
    return { kind: 'disputed', why: 'sources contradict each other', readings: deciding };
  const outcome = first.finding === 'yes' ? 'yes' : 'no';
  // What decides nothing may still show that two have it from one.
  const origins = originsOf(valid.map(({ story }) => story));
  const told = valid.flatMap(({ story, finding }, at) =>
    finding === outcome ? [{ at: story.at, origin: origins[at] }] : [],
  );
  const agree = told.some((one) =>
    told.some((other) => one.origin !== other.origin && Math.abs(one.at - other.at) <= TOGETHER_MS),
  );
  const confirmed = agree || deciding.some(({ official }) => official);
  return { kind: confirmed ? 'confirmed' : 'single', outcome, readings: deciding };
}
