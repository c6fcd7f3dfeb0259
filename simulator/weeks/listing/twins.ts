import { type Random, seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { geopoliticsTopic, politicsTopic } from '../../world/announced-topics.js';
import { gaussian, normalCdf } from '../../world/normal.js';
import type { WeekMarket } from '../week-market.js';
import { kalshiMarket, polymarketMarket } from './venue-fields.js';

const NEWS_EVERY_MS = 1_200_000;
const PAYS_AFTER_MS = 120_000;
/** Variance of what is decided at the very end: prices stay away from 0 and 1 until then. */
const HIDDEN = 0.5;
/** Standard deviation of where it begins. */
const OPENING = 0.6;
const FEES = { politics: 40_000, geopolitics: 0 } as const;

export interface TwinOptions {
  readonly seed: number;
  readonly name: string;
  readonly opensAt: number;
  readonly closesAt: number;
  /** When the Polymarket side hears of news that came at a time, Unix ms; Kalshi's hears at once. */
  readonly heardAt: (newsAt: number) => number;
}

/** One question about the day's news, listed at both venues in their own words. */
export function twin({ seed, name, opensAt, closesAt, heardAt }: TwinOptions): readonly WeekMarket[] {
  const random = seededRandom(seedFrom(seed, 'twin', name));
  const kind = random.next() < 0.5 ? 'politics' : 'geopolitics';
  const topic = (kind === 'politics' ? politicsTopic : geopoliticsTopic)({ random, closesAt, inverse: false });
  const [words] = topic.outcomes;
  if (words === undefined) return [];
  const story = newsOf(random, opensAt, closesAt, heardAt);
  const resolutionTime = closesAt + PAYS_AFTER_MS;
  const listed = { category: kind, strike: null, openTime: opensAt, closeTime: closesAt, resolutionTime };
  const event = { exclusive: false, exhaustive: false, size: 1 };
  const own = { watched: 'slow', ladder: null, twin: name, opensAt, closesAt, paysAt: resolutionTime } as const;
  const truth = { decidedBy: () => null, outcome: () => story.happens };
  const kalshi = kalshiMarket({
    ...listed,
    id: `${topic.seriesTicker}-${name}`,
    event: { ...event, id: `${topic.seriesTicker}-${name}`, title: topic.kalshiTitle },
    title: topic.kalshiTitle,
    subtitle: topic.kalshiSubtitle,
    rules: words.kalshiRules,
    sources: [topic.source.name],
  });
  const polymarket = polymarketMarket(
    {
      ...listed,
      id: `twin-${name}`,
      event: { ...event, id: `twin-${name}`, title: topic.polymarketTitle },
      title: words.polymarketQuestion,
      subtitle: 'Yes',
      rules: words.polymarketRules,
      sources: [topic.source.url],
    },
    FEES[kind],
  );
  return [
    { ...own, ...truth, market: kalshi, fairAt: story.known },
    { ...own, ...truth, market: polymarket, fairAt: story.known, believedAt: story.heard },
  ];
}

interface Story {
  readonly known: (time: number) => number;
  readonly heard: (time: number) => number;
  readonly happens: boolean;
}

/** A martingale that moves with news alone: a sum of normal steps whose sign decides at the end. */
function newsOf(random: Random, from: number, to: number, heardAt: (newsAt: number) => number): Story {
  const times: number[] = [];
  for (let at = from; at < to;) {
    at += -Math.log(1 - random.next()) * NEWS_EVERY_MS;
    if (at < to) times.push(Math.round(at));
  }
  const step = 1 / Math.max(1, times.length);
  let sum = OPENING * gaussian(random);
  const start = normalCdf(sum / Math.sqrt(HIDDEN + 1));
  const states = times.map((at, index) => {
    sum += Math.sqrt(step) * gaussian(random);
    const left = HIDDEN + 1 - step * (index + 1);
    return { at, heardAt: Math.max(at, heardAt(at)), probability: normalCdf(sum / Math.sqrt(left)) };
  });
  const last = states.at(-1)?.probability ?? start;
  const upTo = (time: number, when: 'at' | 'heardAt') =>
    states.findLast((state) => state[when] <= time)?.probability ?? start;
  return {
    known: (time) => upTo(time, 'at'),
    heard: (time) => upTo(time, 'heardAt'),
    happens: random.next() < last,
  };
}
