import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import type { Headline, HeadlinesOf } from '../oracles/news/headlines-of.js';
import type { Lane } from './lanes.js';
import type { Question } from './question.js';
import type { World } from './world.js';

/** A paper of the world: when it prints what was decided, as a share of the question's life, and how it words it. */
interface Paper {
  readonly from: number;
  readonly to: number;
  readonly words: (who: string, office: string, happened: boolean) => string;
}

/** Two papers that have nothing to do with each other, by their topics at the feeds' server. */
const PAPERS: Readonly<Record<string, Paper>> = {
  herald: {
    from: 0.3,
    to: 0.5,
    words: (who, office, happened) => `Senate ${happened ? 'confirms' : 'rejects'} ${who} as ${office}`,
  },
  courier: {
    from: 0.5,
    to: 0.55,
    words: (who, office, happened) =>
      happened
        ? `${who} wins final vote and takes over as ${office}`
        : `${who} loses final vote, post of ${office} stays empty`,
  },
};
export const newsPapers: readonly string[] = Object.keys(PAPERS);

/** Questions that live for minutes; shorter ones are over before anybody has read of them. */
const LONG_MS = 300_000;
const ASKED = /^Will (.+) be confirmed as (.+) before /;
/** Questions of a lane that a feed still tells of. */
const KEPT = 3;

const isToldOf = ({ kind, category, periodMs }: Lane): boolean =>
  kind === 'twin' && category === 'politics' && periodMs > LONG_MS;

/**
 * What the papers of a world print: who was confirmed and who was not, minutes before the markets on it close. Everything else
 * is left to `others`.
 */
export const questionHeadlines =
  (world: World, others: HeadlinesOf): HeadlinesOf =>
  (topic, time) => {
    const paper = PAPERS[topic];
    if (paper === undefined) return others(topic, time);
    const now = world.worldTime(time);
    const told = world.lanes.filter(isToldOf).flatMap((lane) => {
      const newest = world.newestIndex(lane, now);
      const indices = Array.from({ length: KEPT }, (_, back) => newest - back).filter((index) => index >= 0);
      return indices.flatMap((index) => {
        const question = world.question(lane.index, index);
        const headline = question === null ? null : printed(world, question, topic, paper);
        return headline === null || headline.publishedAt > time ? [] : [headline];
      });
    });
    return told.toSorted((a, b) => b.publishedAt - a.publishedAt);
  };

function printed(world: World, question: Question, topic: string, { from, to, words }: Paper): Headline | null {
  const [, who, office] = ASKED.exec(question.kalshiTitle) ?? [];
  if (who === undefined || office === undefined) return null;
  const { lane, index, timeline } = question;
  const share = from + (to - from) * seededRandom(seedFrom(world.seed, 'headline', topic, lane, index)).next();
  const id = `${topic}-${lane}-${index}`;
  return {
    id,
    title: words(who, office, question.happened(0)),
    summary: '',
    link: `https://www.${topic}.example/${id}`,
    publishedAt: Math.round(world.wallTime(timeline.openAt + share * (timeline.closeAt - timeline.openAt))),
  };
}
