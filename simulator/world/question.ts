import type { LatentPath } from './latent-path.js';
import type { TrapKind } from './trap-kinds.js';

export type Venue = 'kalshi' | 'polymarket';

export type Category = 'crypto' | 'weather' | 'politics' | 'geopolitics' | 'sports' | 'economics';

/**
 * How a question is listed.
 * - `twin`: one binary market on each venue, the same question in other words
 * - `trap`: one on each venue that reads like a twin, with a truth of its own on each
 * - `kalshi-only`, `polymarket-only`: one binary market
 * - `neg-risk`: a complete exclusive event on Polymarket, exactly one outcome pays
 * - `neg-risk-augmented`: the same with a placeholder and "Other", so the named outcomes are not a cover
 * - `kalshi-ladder`, `polymarket-ladder`: markets of one variable, each YES wherever the one before it is
 * - `kalshi-price`, `polymarket-price`: one binary market on what a coin costs at a minute, as the feeds tell it
 * - `kalshi-temperature`: one binary market on tomorrow's highest temperature at a place, as its forecasts and reports tell it
 * - `kalshi-exclusive`: a mutually exclusive Kalshi event that is complete
 */
export type QuestionKind =
  | 'twin'
  | 'trap'
  | 'kalshi-only'
  | 'polymarket-only'
  | 'neg-risk'
  | 'neg-risk-augmented'
  | 'kalshi-exclusive'
  | 'kalshi-ladder'
  | 'polymarket-ladder'
  | 'kalshi-price'
  | 'polymarket-price'
  | 'kalshi-temperature';

/** The life of a question in world milliseconds since the origin. */
export interface Timeline {
  /** Announced by both venues, not yet trading. */
  readonly listedAt: number;
  readonly openAt: number;
  /** Trading stops here. */
  readonly closeAt: number;
  /** Kalshi has a result, Polymarket has a proposal. */
  readonly determinedAt: number;
  /** Kalshi has paid (`finalized`), Polymarket is resolved. */
  readonly settledAt: number;
}

/** Who publishes what decides a question. */
export interface Source {
  readonly name: string;
  readonly url: string;
}

/** Text and numbers that describe one outcome to both venues. */
export interface OutcomeText {
  /** Short label, e.g. "Above $94,250" or "Lakers". */
  readonly label: string;
  /** Last part of the Kalshi ticker, e.g. `T94250`. */
  readonly code: string;
  readonly strike?: {
    readonly type: 'greater' | 'less' | 'between';
    readonly floor?: number;
    readonly cap?: number;
  };
  readonly kalshiRules: string;
  /** Question on Polymarket; for an inverse twin it asks for the opposite. */
  readonly polymarketQuestion: string;
  readonly polymarketRules: string;
  /** The one venue that lists it, where the other does not. */
  readonly listedOn?: Venue;
}

/** A truth that one venue's market has for itself. Outcomes in Kalshi's sense, as everywhere. */
export interface Apart {
  readonly venue: Venue;
  /** World milliseconds from which prices follow it. */
  readonly from: number;
  probabilityAt(outcome: number, at: number): number;
  happened(outcome: number): boolean;
}

export interface Question {
  readonly lane: number;
  readonly index: number;
  readonly kind: QuestionKind;
  readonly category: Category;
  /** Kalshi series that lists it, or would list it. */
  readonly seriesTicker: string;
  readonly kalshiTitle: string;
  readonly kalshiSubtitle: string;
  readonly polymarketTitle: string;
  readonly source: Source;
  /** Where Polymarket looks, if not where Kalshi does. */
  readonly polymarketSource?: Source;
  /** Labels of the two Polymarket tokens. */
  readonly polymarketLabels: readonly [string, string];
  readonly outcomes: readonly OutcomeText[];
  /** True when Polymarket's YES is Kalshi's NO. */
  readonly inverse: boolean;
  /** How its two sides settle apart; null for every other question. */
  readonly trap: TrapKind | null;
  /** Null: both venues' markets have one truth. */
  readonly apart: Apart | null;
  readonly timeline: Timeline;
  /** News that moved the truth, milliseconds after the opening. */
  readonly news: LatentPath['news'];
  /** True probability of outcome `outcome` in Kalshi's sense, at world time `at`. */
  probabilityAt(outcome: number, at: number): number;
  /** Whether outcome `outcome` happened, in Kalshi's sense; for single questions outcome 0 is YES. */
  happened(outcome: number): boolean;
}

export function listedOn(kind: QuestionKind, venue: Venue): boolean {
  switch (kind) {
    case 'twin':
    case 'trap':
      return true;
    case 'kalshi-only':
    case 'kalshi-exclusive':
    case 'kalshi-ladder':
    case 'kalshi-price':
    case 'kalshi-temperature':
      return venue === 'kalshi';
    case 'polymarket-only':
    case 'neg-risk':
    case 'neg-risk-augmented':
    case 'polymarket-ladder':
    case 'polymarket-price':
      return venue === 'polymarket';
  }
}

/** Whether its outcomes imply each other; where they do not, and there are several, exactly one of them happens. */
export const isLadder = ({ kind }: Pick<Question, 'kind'>): boolean =>
  kind === 'kalshi-ladder' || kind === 'polymarket-ladder';

/** The outcomes of a question that have a market on the venue. */
export const outcomesOn = ({ outcomes }: Question, venue: Venue): readonly number[] =>
  outcomes.flatMap(({ listedOn: only }, outcome) => (only === undefined || only === venue ? [outcome] : []));

/** True probability of the venue's own YES. */
export function venueProbability(question: Question, venue: Venue, outcome: number, at: number): number {
  const { apart } = question;
  const own = apart?.venue === venue && at >= apart.from ? apart : question;
  const probability = own.probabilityAt(outcome, at);
  return venue === 'polymarket' && question.inverse ? 1 - probability : probability;
}

/** Whether the venue's own YES pays. */
export function venueResult(question: Question, venue: Venue, outcome: number): boolean {
  const happened = (question.apart?.venue === venue ? question.apart : question).happened(outcome);
  return venue === 'polymarket' && question.inverse ? !happened : happened;
}
