import type { Listing } from '../listing.js';
import type { Question } from '../reading/question.js';

/** One side of a match: what it says, and what was read from it. */
export interface SettlementSide {
  readonly listing: Listing;
  readonly question: Question;
}
