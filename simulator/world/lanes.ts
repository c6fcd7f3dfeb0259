import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import type { Category, QuestionKind } from './question.js';

/** A slot that always holds one question; when it closes, the next one opens. */
export interface Lane {
  readonly index: number;
  readonly kind: QuestionKind;
  readonly category: Category;
  /** World milliseconds from one opening to the next. */
  readonly periodMs: number;
  /** How long before the origin its first question opened. */
  readonly offsetMs: number;
  readonly newsEveryMs: number;
  readonly outcomes: number;
}

/** Upper bound on lanes; question numbers are `index × MAX_LANES + lane`. */
export const MAX_LANES = 64;

interface LaneGroup {
  readonly count: number;
  readonly kind: QuestionKind;
  readonly categories: readonly Category[];
  readonly periodMs: readonly [number, number];
  readonly newsEveryMs: number;
  readonly outcomes: readonly [number, number];
}

const MINUTE = 60_000;
const ALL: readonly Category[] = ['crypto', 'geopolitics', 'weather', 'politics', 'sports', 'economics'];
const SHORT = [28_000, 60_000] as const;
const LONG = [11 * MINUTE, 18 * MINUTE] as const;
const SINGLE = [1, 1] as const;

const GROUPS: readonly LaneGroup[] = [
  { count: 16, kind: 'twin', categories: ALL, periodMs: SHORT, newsEveryMs: 6_000, outcomes: SINGLE },
  {
    count: 2,
    kind: 'twin',
    categories: ['politics', 'geopolitics'],
    periodMs: LONG,
    newsEveryMs: 25_000,
    outcomes: SINGLE,
  },
  {
    count: 3,
    kind: 'kalshi-only',
    categories: ['weather', 'sports', 'economics'],
    periodMs: SHORT,
    newsEveryMs: 12_000,
    outcomes: SINGLE,
  },
  {
    count: 3,
    kind: 'polymarket-only',
    categories: ['crypto', 'politics', 'geopolitics'],
    periodMs: SHORT,
    newsEveryMs: 12_000,
    outcomes: SINGLE,
  },
  { count: 1, kind: 'kalshi-only', categories: ['economics'], periodMs: LONG, newsEveryMs: 25_000, outcomes: SINGLE },
  {
    count: 1,
    kind: 'polymarket-only',
    categories: ['politics'],
    periodMs: LONG,
    newsEveryMs: 25_000,
    outcomes: SINGLE,
  },
  {
    count: 2,
    kind: 'neg-risk',
    categories: ['geopolitics', 'politics'],
    periodMs: [40_000, 60_000],
    newsEveryMs: 6_500,
    outcomes: [3, 4],
  },
  {
    count: 1,
    kind: 'neg-risk-augmented',
    categories: ['politics'],
    periodMs: [40_000, 60_000],
    newsEveryMs: 6_500,
    outcomes: [5, 6],
  },
  {
    count: 3,
    kind: 'kalshi-exclusive',
    categories: ['politics', 'weather', 'politics'],
    periodMs: [40_000, 60_000],
    newsEveryMs: 6_500,
    outcomes: [3, 4],
  },
  { count: 1, kind: 'neg-risk', categories: ['geopolitics'], periodMs: LONG, newsEveryMs: 25_000, outcomes: [3, 4] },
];

/** The lanes of a seed; the same for every origin and time. */
export function lanesOf(seed: number): readonly Lane[] {
  const lanes: Lane[] = [];
  for (const group of GROUPS) {
    for (let position = 0; position < group.count; position++) {
      const index = lanes.length;
      const random = seededRandom(seedFrom(seed, 'lane', index));
      const between = ([low, high]: readonly [number, number]) => low + random.next() * (high - low);
      const periodMs = Math.round(between(group.periodMs) / 1_000) * 1_000;
      lanes.push({
        index,
        kind: group.kind,
        category: group.categories[position % group.categories.length] ?? 'politics',
        periodMs,
        offsetMs: Math.floor(random.next() * 0.8 * periodMs),
        newsEveryMs: group.newsEveryMs,
        outcomes: Math.floor(between([group.outcomes[0], group.outcomes[1] + 0.999])),
      });
    }
  }
  return lanes;
}
