import { eq, inArray } from 'drizzle-orm';
import type { Queries } from '../db/database.js';
import { marketMatches, markets, matchReviews } from '../db/schema/schema.js';
import type { MatchReview } from '../domain/match-review.js';
import { type MarketId, marketId } from '../domain/platform.js';
import { CodedError } from '../errors/coded-error.js';

/** Thrown for a pair that cannot be reviewed; says why and what can. */
export class MatchReviewError extends CodedError {}

/** What a person wants done with a pair. */
export interface ReviewOrder {
  /** Id of the match: `<Kalshi ticker>|<Polymarket condition id>`. A pair that was never judged can be approved too. */
  readonly id: string;
  readonly action: MatchReview['action'];
  readonly by: string;
  readonly note: string;
  /** Of an approval; as it was judged when absent. */
  readonly polarity?: MatchReview['polarity'] | undefined;
  readonly acceptsWorlds?: boolean | undefined;
}

/**
 * Records what a person says of a pair, with the rule texts as they are listed now. The market matcher acts on it within
 * a second. `now` Unix ms. @throws MatchReviewError when the pair, or one of its markets, is not known
 */
export async function reviewMatch(queries: Queries, order: ReviewOrder, now: number): Promise<MatchReview> {
  const [ticker = '', condition = '', ...rest] = order.id.split('|');
  if (ticker === '' || condition === '' || rest.length > 0)
    throw new MatchReviewError(
      'match.id',
      `"${order.id}" is no match: name it as <Kalshi ticker>|<Polymarket condition id>, as match list prints it`,
    );
  const kalshi = marketId('kalshi', ticker);
  const polymarket = marketId('polymarket', condition);
  const [match] = await queries.select().from(marketMatches).where(eq(marketMatches.id, order.id));
  if (!match && order.action !== 'approve')
    throw new MatchReviewError('match.unknown', `There is no match ${order.id}; match list shows those there are`);
  const texts = await textsOf(queries, kalshi, polymarket);
  const review: MatchReview = {
    kalshi,
    polymarket,
    action: order.action,
    by: order.by,
    note: order.note,
    polarity: order.polarity ?? match?.match.polarity ?? 'same',
    acceptsWorlds: order.acceptsWorlds ?? false,
    texts,
    at: now,
  };
  await queries.insert(matchReviews).values({ match: order.id, review, at: now });
  return review;
}

async function textsOf(queries: Queries, kalshi: MarketId, polymarket: MarketId): Promise<MatchReview['texts']> {
  const rows = await queries
    .select()
    .from(markets)
    .where(inArray(markets.id, [kalshi, polymarket]));
  const hashOf = (id: MarketId): string => {
    const row = rows.find((one) => one.id === id);
    if (!row)
      throw new MatchReviewError('match.market', `${id} is not listed here, so there is no rule text to review`);
    return row.market.rulesHash;
  };
  return { kalshi: hashOf(kalshi), polymarket: hashOf(polymarket) };
}
