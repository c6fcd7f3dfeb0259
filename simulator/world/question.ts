import type { LatentPath } from './latent-path.js';

export type Venue = 'kalshi' | 'polymarket';

export type Category = 'crypto' | 'weather' | 'politics' | 'geopolitics' | 'sports' | 'economics';

/**
 * How a question is listed.
 * - `twin`: one binary market on each venue, the same question in other words
 * - `kalshi-only`, `polymarket-only`: one binary market
 * - `neg-risk`: a complete exclusive event on Polymarket, exactly one outcome pays
 * - `neg-risk-augmented`: the same with a placeholder and "Other", so the named outcomes are not a cover
 * - `kalshi-exclusive`: a mutually exclusive Kalshi event that is complete
 */
export type QuestionKind =
  | 'twin'
  | 'kalshi-only'
  | 'polymarket-only'
  | 'neg-risk'
  | 'neg-risk-augmented'
  | 'kalshi-exclusive';

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
  readonly source: { readonly name: string; readonly url: string };
  /** Labels of the two Polymarket tokens. */
  readonly polymarketLabels: readonly [string, string];
  readonly outcomes: readonly OutcomeText[];
  /** True when Polymarket's YES is Kalshi's NO. */
  readonly inverse: boolean;
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
      return true;
    case 'kalshi-only':
    case 'kalshi-exclusive':
      return venue === 'kalshi';
    case 'polymarket-only':
    case 'neg-risk':
    case 'neg-risk-augmented':
      return venue === 'polymarket';
  }
}

/** True probability of the venue's own YES. */
export function venueProbability(question: Question, venue: Venue, outcome: number, at: number): number {
  const probability = question.probabilityAt(outcome, at);
  return venue === 'polymarket' && question.inverse ? 1 - probability : probability;
}

/** Whether the venue's own YES pays. */
export function venueResult(question: Question, venue: Venue, outcome: number): boolean {
  const happened = question.happened(outcome);
  return venue === 'polymarket' && question.inverse ? !happened : happened;
}
