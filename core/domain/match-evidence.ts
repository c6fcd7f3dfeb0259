import type { Usd } from '../money/money.js';
import type { TokenUsage } from '../ports/language-model.js';
import type { Market } from './market.js';
import type { Match } from './match.js';

/** A market as it was read when it was judged. */
export type JudgedListing = Pick<
  Market,
  'platform' | 'title' | 'subtitle' | 'category' | 'rules' | 'strike' | 'openTime'
> & {
  /** Native id. */
  readonly id: string;
  readonly sources: readonly string[];
  readonly event: { readonly id: string; readonly title: string };
  readonly closeTime: number | null;
};

/** Hashes of two listings, every word of which may have decided. */
export interface ListingPrints {
  readonly kalshi: string;
  readonly polymarket: string;
}

/** What a judge said of a pair. */
export interface JudgedVerdict {
  readonly decision: 'accept' | 'review' | 'refuse';
  readonly polarity: Match['polarity'];
  readonly confidence: number;
  /** The field that decided, or that is in question; null where everything agrees. */
  readonly field: string | null;
  readonly reason: string;
}

/** A field of a question with the words it was read from. */
export interface FieldRead {
  readonly field: string;
  readonly text: string;
}

/** What a comparison of one field said; `weight` is what a doubt took from the confidence. */
export interface FieldFinding {
  readonly kind: 'differs' | 'doubt' | 'inverts';
  readonly field: string;
  readonly reason: string;
  readonly weight?: number;
}

/** One answer of the language model. */
export interface ModelVote {
  /** What the check of the answer made of it. */
  readonly vote: {
    readonly kind: 'same' | 'different' | 'unsure';
    readonly polarity?: Match['polarity'];
    readonly field?: string | null;
    readonly confidence?: number;
    readonly reason?: string;
  };
  /** As it came, unchecked; null where none came. */
  readonly answer: unknown;
  /** Whether Polymarket's market was shown first. */
  readonly swapped: boolean;
  /** SHA-256 of the question's own part. */
  readonly textHash: string;
  /** The model in the service's words; null where no answer came. */
  readonly model: string | null;
  /** Tokens that were billed; null where nobody said. */
  readonly usage: TokenUsage | null;
  readonly cost: Usd;
}

/** What a verdict rests on. */
export type MatchBasis =
  | {
      readonly kind: 'rules';
      readonly findings: readonly FieldFinding[];
      readonly fields: { readonly kalshi: readonly FieldRead[]; readonly polymarket: readonly FieldRead[] };
    }
  | {
      readonly kind: 'model';
      /** SHA-256 of instructions and schema of the answer. */
      readonly promptHash: string;
      /** The model that was asked. */
      readonly model: string;
      readonly votes: readonly ModelVote[];
      /** The answer about the pair with a difference put in; null where it was not asked. */
      readonly decoy: ModelVote | null;
      readonly cost: Usd;
      /** Passages that speak to their reader; where there are any, nobody was asked. */
      readonly suspects: readonly string[];
    };

/** One decision on a pair without a person, with everything it rests on. */
export interface MatchEvidence {
  /** Id of the match. */
  readonly match: string;
  /** `rules`, or the model that was asked. */
  readonly by: string;
  /** False where the model could not be asked, so that it may be asked again. */
  readonly settled: boolean;
  readonly verdict: JudgedVerdict;
  readonly prints: ListingPrints;
  readonly basis: MatchBasis;
  /** Unix ms. */
  readonly at: number;
}
