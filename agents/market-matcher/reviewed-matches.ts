import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { z } from 'zod';

/** Thrown when a file of reviewed matches cannot be used; says where. */
export class MatchFileError extends CodedError {}

/** One pair that a person read and judged. Hashes, where given, pin the rule texts that were read. */
const reviewedPairSchema = z.object({
  kalshi: z.string().min(1),
  polymarket: z.string().min(1),
  polarity: z.enum(['same', 'inverse']),
  confidence: z.number().min(0).max(1),
  reviewedBy: z.string().min(1),
  note: z.string().default(''),
  kalshiRulesHash: z.string().nullable().default(null),
  polymarketRulesHash: z.string().nullable().default(null),
});
export type ReviewedPair = z.infer<typeof reviewedPairSchema>;

/** Why a match is suspended whose texts are not those that were reviewed. */
export const REREAD = 'a rule text changed since the review';

/** Confidence from which a match may trade (design §9). */
const ACCEPT = 0.85;

/** Reads the text of a match file: a JSON list of pairs. @throws MatchFileError */
export function parseReviewedPairs(text: string): readonly ReviewedPair[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new MatchFileError('match-file.json', `The match file is not JSON: ${messageOf(cause)}`, {}, { cause });
  }
  const parsed = z.array(reviewedPairSchema).safeParse(value);
  if (!parsed.success) {
    throw new MatchFileError('match-file.shape', `The match file has problems:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}

/**
 * What a reviewed pair means now. Both markets must be listed, so that there are rule texts to hold the review
 * against; a text that changed since suspends the match.
 */
export function judgePair(
  pair: ReviewedPair,
  kalshi: Market | undefined,
  polymarket: Market | undefined,
  now: number,
): Match | null {
  if (!kalshi || !polymarket) return null;
  const changed =
    (pair.kalshiRulesHash !== null && pair.kalshiRulesHash !== kalshi.rulesHash) ||
    (pair.polymarketRulesHash !== null && pair.polymarketRulesHash !== polymarket.rulesHash);
  const status = changed ? 'suspended' : pair.confidence >= ACCEPT ? 'active' : 'review';
  return {
    id: `${pair.kalshi}|${pair.polymarket}`,
    kalshi: marketId('kalshi', pair.kalshi),
    polymarket: marketId('polymarket', pair.polymarket),
    polarity: pair.polarity,
    confidence: pair.confidence,
    status,
    reason: changed ? REREAD : pair.note,
    kalshiRulesHash: kalshi.rulesHash,
    polymarketRulesHash: polymarket.rulesHash,
    decidedBy: pair.reviewedBy,
    updatedAt: now,
  };
}
