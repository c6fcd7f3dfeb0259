import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import type { Category, QuestionKind } from './question.js';
import type { PriceEnd } from './settlement-price.js';
import { traps } from './traps.js';
import { type TrapKind, trapKinds } from './trap-kinds.js';

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
  /** Set where the kind is `trap`. */
  readonly trap: TrapKind | null;
  /** What it asks the price of, where it follows the feeds. */
  readonly price: Omit<PriceEnd, 'at'> | null;
  /** Whose weather it asks about, `knyc`, where it follows the forecasts. */
  readonly place: string | null;
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
  readonly traps?: readonly TrapKind[];
}

const MINUTE = 60_000;

/** Questions about prices, as the sources read them: at whole minutes of the wall clock. */
interface PriceGroup {
  readonly kind: 'kalshi-price' | 'polymarket-price';
  readonly coin: string;
  /** Real milliseconds from one to the next, and by how much they are shifted against the hour. */
  readonly everyMs: number;
  readonly shiftMs: number;
}

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
  // One of each, always.
  {
    count: trapKinds.length,
    kind: 'trap',
    categories: trapKinds.map((kind) => traps[kind].category),
    periodMs: [45_000, 75_000],
    newsEveryMs: 12_000,
    outcomes: SINGLE,
    traps: trapKinds,
  },
  // Strikes of one price on each venue, and deadlines of one event.
  {
    count: 1,
    kind: 'kalshi-ladder',
    categories: ['crypto'],
    periodMs: [40_000, 60_000],
    newsEveryMs: 5_000,
    outcomes: [3, 4],
  },
  {
    count: 2,
    kind: 'polymarket-ladder',
    categories: ['crypto', 'politics'],
    periodMs: [40_000, 60_000],
    newsEveryMs: 5_000,
    outcomes: [3, 4],
  },
];

const PRICES: readonly PriceGroup[] = [
  { kind: 'kalshi-price', coin: 'btc', everyMs: 2 * MINUTE, shiftMs: 0 },
  { kind: 'kalshi-price', coin: 'eth', everyMs: 2 * MINUTE, shiftMs: MINUTE },
  { kind: 'polymarket-price', coin: 'btc', everyMs: 2 * MINUTE, shiftMs: MINUTE },
  { kind: 'polymarket-price', coin: 'eth', everyMs: 2 * MINUTE, shiftMs: 0 },
  { kind: 'kalshi-price', coin: 'btc', everyMs: 60 * MINUTE, shiftMs: 25 * MINUTE },
  { kind: 'polymarket-price', coin: 'eth', everyMs: 60 * MINUTE, shiftMs: 25 * MINUTE },
];
/** Questions about tomorrow's weather, at places that no other lane of the world asks about by that day. */
const TEMPERATURES = [
  { place: 'knyc', everyMs: 110_000 },
  { place: 'kaus', everyMs: 150_000 },
] as const;
/** Mean time between two moments at which makers look away from a price. */
const LOOKS_AWAY_MS = 9_000;

/** The lanes of a seed. Those about prices close at whole minutes of the wall clock, so they follow from origin and speed too. */
export function lanesOf(seed: number, origin: number, speed: number): readonly Lane[] {
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
        trap: group.traps?.[position] ?? null,
        price: null,
        place: null,
      });
    }
  }
  for (const { kind, coin, everyMs, shiftMs } of PRICES) {
    lanes.push({
      index: lanes.length,
      kind,
      category: 'crypto',
      periodMs: everyMs * speed,
      offsetMs: ((origin - shiftMs) % everyMs) * speed,
      newsEveryMs: LOOKS_AWAY_MS,
      outcomes: 1,
      trap: null,
      price: { coin, reading: kind === 'kalshi-price' ? 'index-minute' : 'candle-close' },
      place: null,
    });
  }
  for (const { place, everyMs } of TEMPERATURES) {
    const index = lanes.length;
    lanes.push({
      index,
      kind: 'kalshi-temperature',
      category: 'weather',
      periodMs: everyMs,
      offsetMs: Math.floor(seededRandom(seedFrom(seed, 'lane', index)).next() * 0.5 * everyMs),
      newsEveryMs: everyMs,
      outcomes: 1,
      trap: null,
      price: null,
      place,
    });
  }
  return lanes;
}
