import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import type { ReviewedPair } from './reviewed-matches.js';
import type { Verdict } from './verdict.js';

/** Both rule texts of a pair, by hash. */
export interface RuleTexts {
  readonly kalshi: string;
  readonly polymarket: string;
}

/** What a person said of a pair, and of which texts. The newest one holds. */
export interface Review {
  readonly action: 'approve' | 'reject' | 'pause' | 'resume';
  readonly by: string;
  readonly note: string;
  /** Of an approval: how the sides correspond. */
  readonly polarity: Match['polarity'];
  /** Of an approval: it may trade although the settlement analysis names worlds that nobody can bound. */
  readonly acceptsWorlds: boolean;
  /** The texts that were read. */
  readonly texts: RuleTexts;
  /** Unix ms. */
  readonly at: number;
}

/** What was found out about a pair without a person. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly worlds: readonly SettlementWorld[];
  /** `rules`, or the model that was asked. */
  readonly by: string;
  readonly texts: RuleTexts;
}

/** Everything that decides whether a pair may trade. */
export interface Dossier {
  /** Its entry in the file of reviewed matches. */
  readonly entry: ReviewedPair | null;
  /** The last approval or rejection by a person. */
  readonly review: Review | null;
  readonly paused: Review | null;
  readonly judgement: Judgement | null;
  /** Why the sentinel does not trust it, with the time it said so. */
  readonly apart: string | null;
  /** As it was told last. */
  readonly match: Match | null;
}

export const emptyDossier: Dossier = {
  entry: null,
  review: null,
  paused: null,
  judgement: null,
  apart: null,
  match: null,
};
