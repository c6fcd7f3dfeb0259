import type { Usd } from '@pm-arbitrage/core/money/money.js';
import type { TokenUsage } from '@pm-arbitrage/core/ports/language-model.js';
import type { Listing } from '../listing.js';
import type { Verdict } from '../verdict.js';
import type { Vote } from './vote.js';

/** A pair that the rules left for review. */
export interface ReviewPair {
  readonly first: Listing;
  readonly second: Listing;
  /** Its decision is `review`. */
  readonly verdict: Verdict;
}

/** A vote with what it rests on, for the database. */
export interface VoteRecord {
  readonly vote: Vote;
  /** The answer as it came, unchecked; null where none came. Its `first` is the pair's second when `swapped`. */
  readonly answer: unknown;
  readonly swapped: boolean;
  /** SHA-256 of the question's own part, marks included. */
  readonly textHash: string;
  /** The model in the service's words; null where no answer came. */
  readonly model: string | null;
  readonly usage: TokenUsage | null;
  readonly cost: Usd;
}

/** What the model's opinion made of a pair, with everything it rests on. */
export interface Advice {
  readonly verdict: Verdict;
  /** How the asking ended: nothing is left to ask; the day's money did not cover it; no answer came. */
  readonly asked: 'through' | 'no-money' | 'no-answer';
  readonly evidence: {
    /** SHA-256 of instructions and schema. */
    readonly promptHash: string;
    /** The model that was asked. */
    readonly model: string;
    readonly votes: readonly VoteRecord[];
    /**
     * The answer about the same pair with a difference put in, which must be found; null where it was not asked. Its
     * `vote` means nothing, only whether its answer says "the same".
     */
    readonly decoy: VoteRecord | null;
    /** Of all votes and the decoy. */
    readonly cost: Usd;
    /** Passages that speak to their reader; where there are any, nobody was asked. */
    readonly suspects: readonly string[];
  };
}

/** Whether a pair is never to be asked about again: it was asked about as far as it goes, or an answer was paid for. */
export const isFinal = ({ asked, evidence }: Advice): boolean =>
  asked === 'through' || evidence.votes.some(({ usage }) => usage !== null);

/** A pair with what became of it. */
export interface PairAdvice {
  readonly pair: ReviewPair;
  readonly advice: Advice;
}
