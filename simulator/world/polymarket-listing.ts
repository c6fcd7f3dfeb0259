import { type Price, price } from '@pm-arbitrage/core/money/money.js';
import { OTHER_LABEL, PLACEHOLDER_LABEL } from './contest-topics.js';
import { conditionIdOf, digest, gammaIdOf, marketNumber, questionNumber, tokenIdOf } from './identifiers.js';
import type { Category, OutcomeText, Question } from './question.js';
import type { World } from './world.js';

export interface FeeSchedule {
  readonly rate: number;
  readonly exponent: 1;
  readonly takerOnly: true;
  readonly rebateRate: number;
}

/** Reference §9.2; geopolitics is free, which Gamma shows as `feesEnabled:false` without a schedule. */
const FEES: Readonly<Record<Category, { readonly type: string; readonly schedule: FeeSchedule } | null>> = {
  crypto: { type: 'crypto_fees_v2', schedule: { rate: 0.07, exponent: 1, takerOnly: true, rebateRate: 0.2 } },
  sports: { type: 'sports_fees_v3', schedule: { rate: 0.05, exponent: 1, takerOnly: true, rebateRate: 0.15 } },
  politics: { type: 'politics_fees', schedule: { rate: 0.04, exponent: 1, takerOnly: true, rebateRate: 0.25 } },
  economics: { type: 'economics_fees', schedule: { rate: 0.05, exponent: 1, takerOnly: true, rebateRate: 0.25 } },
  weather: { type: 'weather_fees', schedule: { rate: 0.05, exponent: 1, takerOnly: true, rebateRate: 0.25 } },
  geopolitics: null,
};

/** Sports markets that were created before the July 2026 raise keep the old rate. */
const OLD_SPORTS = {
  type: 'sports_fees_v2',
  schedule: { rate: 0.03, exponent: 1, takerOnly: true, rebateRate: 0.25 },
} as const;

/** Which generation of the venue's contracts a market lives on (reference §0). */
export type MarketVersion = 'v1' | 'v2';

export interface PolymarketListing {
  readonly number: number;
  readonly version: MarketVersion;
  readonly question: Question;
  readonly outcome: number;
  readonly text: OutcomeText;
  readonly gammaId: string;
  readonly eventId: string;
  readonly slug: string;
  readonly eventSlug: string;
  readonly conditionId: string;
  readonly questionId: string;
  /** Tokens of YES and NO. */
  readonly tokens: readonly [string, string];
  readonly fees: { readonly type: string; readonly schedule: FeeSchedule } | null;
  /** Tick at the opening; it becomes finer near 0 and 1. */
  readonly tick: Price;
  readonly negRisk: boolean;
  readonly negRiskMarketId: string | null;
  readonly augmented: boolean;
  readonly isOther: boolean;
  readonly isPlaceholder: boolean;
}

export function polymarketListing(world: World, question: Question, outcome: number): PolymarketListing {
  const number = marketNumber({ lane: question.lane, index: question.index, outcome });
  const text = question.outcomes[outcome];
  if (!text) throw new RangeError(`question ${question.lane}/${question.index} has no outcome ${outcome}`);
  const { seed } = world;
  const group = questionNumber(question.lane, question.index);
  const augmented = question.kind === 'neg-risk-augmented' || question.trap === 'other';
  const negRisk = augmented || question.kind === 'neg-risk';
  const version = world.protocolV2Lanes.has(question.lane) ? 'v2' : 'v1';
  const oldSports = question.category === 'sports' && question.index % 3 === 0;
  return {
    number,
    version,
    question,
    outcome,
    text,
    gammaId: gammaIdOf(number),
    eventId: gammaIdOf(group),
    slug: `${slugOf(text.polymarketQuestion)}-${number}`,
    eventSlug: `${slugOf(question.polymarketTitle)}-${group}`,
    conditionId: conditionIdOf(seed, number, version),
    questionId: `0x${digest(seed, 'question-id', number)}`,
    tokens: [tokenIdOf(seed, number, 0, version), tokenIdOf(seed, number, 1, version)],
    fees: oldSports ? OLD_SPORTS : FEES[question.category],
    tick: price(question.lane % 5 === 3 ? 10 : 100),
    negRisk,
    negRiskMarketId: negRisk ? `0x${digest(seed, 'neg-risk', group).slice(0, 62)}00` : null,
    augmented,
    isOther: text.label === OTHER_LABEL,
    isPlaceholder: text.label === PLACEHOLDER_LABEL,
  };
}

const slugOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);
