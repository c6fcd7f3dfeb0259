import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { MatchReview, RuleTexts } from '@pm-arbitrage/core/domain/match-review.js';
import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import type { ReviewedPair } from './reviewed-matches.js';
import type { Verdict } from './verdict.js';

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
  readonly review: MatchReview | null;
  readonly paused: MatchReview | null;
  readonly judgement: Judgement | null;
  /** Why the sentinel does not trust it, with the time it said so. */
  readonly apart: string | null;
  /** Why it would not be accepted any more, though it was accepted without a person. */
  readonly rejudged: string | null;
  /** Titles and strikes, by hash, that a person's word rests on; null until they are first seen. */
  readonly titles: RuleTexts | null;
  /** As it was told last. */
  readonly match: Match | null;
}

export const emptyDossier: Dossier = {
  entry: null,
  review: null,
  paused: null,
  judgement: null,
  apart: null,
  rejudged: null,
  titles: null,
  match: null,
};
