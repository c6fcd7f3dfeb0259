import { SECONDS_PER_YEAR } from '@pm-arbitrage/core/fair-value/price/price-view.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';

/** Prices of a random walk that ends at `last`, one each so many seconds. */
export function gaussianSeries({
  last,
  volatility,
  seconds,
  count,
}: {
  readonly last: number;
  readonly volatility: number;
  readonly seconds: number;
  readonly count: number;
}): readonly number[] {
  const random = seededRandom(7);
  const deviation = volatility * Math.sqrt(seconds / SECONDS_PER_YEAR);
  const draw = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const prices = [last];
  while (prices.length < count) prices.unshift((prices[0] as number) * Math.exp(-deviation * draw()));
  return prices;
}
