import { seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import type { CoinPrices } from './coin-prices.js';
import type { Lane } from './lanes.js';
import { drawNewsTimes } from './latent-path.js';
import { timelineOf } from './make-question.js';
import { candleTopic, drawStrike, indexTopic } from './price-topics.js';
import type { Question } from './question.js';
import { type PriceEnd, SettlementPrice } from './settlement-price.js';

/**
 * The `index`-th question of a lane about a price: what its makers believe and how it ends follow from what the feeds tell.
 * Its news are the moments at which a venue's makers look away from the price.
 * @param wallAt turns world milliseconds into Unix milliseconds
 */
export function makePriceQuestion(
  seed: number,
  lane: Lane & { readonly price: NonNullable<Lane['price']> },
  index: number,
  wallAt: (worldMs: number) => number,
  prices: CoinPrices,
): Question {
  const random = seededRandom(seedFrom(seed, 'price-question', lane.index, index));
  const timeline = timelineOf(seed, lane, index);
  const end: PriceEnd = { ...lane.price, at: wallAt(timeline.closeAt) };
  const strike = drawStrike(prices, end, wallAt(timeline.listedAt), random);
  const topic = (lane.kind === 'kalshi-price' ? indexTopic : candleTopic)(end, strike);
  const settles = new SettlementPrice(prices, end);
  return {
    lane: lane.index,
    index,
    kind: lane.kind,
    category: lane.category,
    ...topic,
    inverse: false,
    trap: null,
    apart: null,
    timeline,
    news: drawNewsTimes(random, timeline.closeAt - timeline.openAt, lane.newsEveryMs),
    probabilityAt: (_outcome, at) => settles.probabilityAbove(strike, wallAt(at)),
    happened: () => settles.value > strike,
  };
}
