import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import type { Headline, HeadlinesOf } from './headlines-of.js';

export interface SeededHeadlinesOptions {
  readonly seed: number;
  /** One piece of news on a topic in each of these, at a time that the seed gives, ms. Default an hour. */
  readonly everyMs?: number;
  /** What is kept in a feed. Default 20. */
  readonly kept?: number;
}

const HOUR_MS = 3_600_000;
const SUBJECTS = ['Officials', 'Analysts', 'The committee', 'A spokesman', 'Traders'];
const VERBS = ['expect', 'deny', 'confirm', 'await', 'discuss'];
const OBJECTS = [
  'a decision this week',
  'new figures',
  'talks at "the summit"',
  'delays & closures',
  'a change of plans',
];

/** News that say nothing in particular, with characters that must be written with care. */
export function seededHeadlines({ seed, everyMs = HOUR_MS, kept = 20 }: SeededHeadlinesOptions): HeadlinesOf {
  const at = (topic: string, slot: number): Headline => {
    const random = seededRandom(seedFrom(seed, `${topic} ${slot}`));
    const one = (list: readonly string[]) => list[Math.floor(random.next() * list.length)] as string;
    const title = `${one(SUBJECTS)} ${one(VERBS)} ${one(OBJECTS)} on ${topic} (${slot})`;
    return {
      id: `${topic}-${slot}`,
      title,
      summary: `<p>${title}.</p>`,
      link: `https://news.example/${topic}/${slot}`,
      publishedAt: Math.floor((slot + random.next()) * everyMs),
    };
  };
  return (topic, time) => {
    const slot = Math.floor(time / everyMs);
    const recent = Array.from({ length: kept + 1 }, (_, i) => at(topic, slot - i));
    return recent.filter(({ publishedAt }) => publishedAt <= time).slice(0, kept);
  };
}
