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
