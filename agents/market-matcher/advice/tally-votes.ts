import { ACCEPT, REVIEW, type Verdict } from '../verdict.js';
import type { Vote } from './vote.js';

/** No acceptance by a model is surer than this. */
const SUREST = 0.9;
/** The most that a refused pair, and one that a person sees, may have. */
const JUST_UNDER = 0.01;

/**
 * Whether further votes can change anything: two refusals decide, and so does the first vote that breaks an agreement,
 * because a mixture is for a person whatever else comes.
 */
export function isDecided(votes: readonly Vote[], wanted: number): boolean {
  if (votes.length >= wanted) return true;
  if (votes.length >= 2 && votes.every(({ kind }) => kind === 'different')) return true;
  return votes.some(({ kind }) => kind === 'unsure') || new Set(votes.map(({ kind }) => kind)).size > 1;
}

/**
 * What the votes make of a pair that the rules left for review. All agree on the same, with one polarity: accepted. All
 * agree on different: refused. Anything else: a person.
 */
export function tallyVotes(verdict: Verdict, votes: readonly Vote[], wanted: number): Verdict {
  const same = votes.flatMap((vote) => (vote.kind === 'same' ? [vote] : []));
  const different = votes.flatMap((vote) => (vote.kind === 'different' ? [vote] : []));
  const [one] = different;
  if (one !== undefined && different.length === votes.length && votes.length >= 2) {
    const doubt = 1 - Math.min(...different.map(({ confidence }) => confidence));
    return {
      decision: 'refuse',
      polarity: verdict.polarity,
      confidence: Math.min(verdict.confidence, doubt, REVIEW - JUST_UNDER),
      field: one.field ?? verdict.field,
      reason: `${different.length} votes of the model: different. ${one.reason}`,
    };
  }
  const polarity = same[0]?.polarity;
  const agreed = same.length === wanted && votes.length === wanted && same.every((vote) => vote.polarity === polarity);
  if (!agreed || polarity === undefined) return forReview(verdict, votes);
  return {
    decision: 'accept',
    polarity,
    confidence: Math.min(SUREST, ...same.map(({ confidence }) => confidence)),
    field: null,
    reason: `${wanted} votes of the model: the same, each with quotes that are in both texts. ${verdict.reason}`,
  };
}

/** The verdict of the rules as it goes to a person. */
export function review(verdict: Verdict, field: Verdict['field'], reason: string): Verdict {
  const confidence = Math.max(REVIEW, Math.min(verdict.confidence, ACCEPT - JUST_UNDER));
  return { ...verdict, decision: 'review', confidence, field: field ?? verdict.field, reason };
}

function forReview(verdict: Verdict, votes: readonly Vote[]): Verdict {
  const unsure = votes.find((vote) => vote.kind === 'unsure');
  if (unsure !== undefined) return review(verdict, unsure.field, `The model did not settle it: ${unsure.reason}`);
  const different = votes.find((vote) => vote.kind === 'different');
  const why = different === undefined ? 'they differ on polarity' : `one says: ${different.reason}`;
  const field = different === undefined ? 'polarity' : different.field;
  return review(verdict, field, `The votes of the model disagree: ${why}`);
}
