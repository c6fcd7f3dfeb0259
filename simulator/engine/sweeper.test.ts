import { price, quantity } from '@pm-arbitrage/core/money/money.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { expect, it } from 'vitest';
import { measuredWeek } from '../weeks/week-parameters.js';
import { World } from '../world/world.js';
import { LiveMarket } from './live-market.js';
import { Sweeper } from './sweeper.js';

const T0 = Date.UTC(2026, 10, 21, 12);
const HALF_LIFE_MS = 6_000;

const world = new World({ seed: 1, origin: T0, speed: 1 });
const question = world.current(60_000).find(({ kind }) => kind === 'kalshi-temperature');

/** A market on the weather with ten contracts at every cent around 50. */
function quietMarket(): LiveMarket {
  if (question === undefined) throw new Error('the world asks nothing about the weather');
  const market = new LiveMarket(
    world,
    'kalshi',
    question,
    0,
    () => T0,
    () => undefined,
  );
  for (let cents = 1; cents <= 40; cents++) {
    for (const side of ['bid', 'ask'] as const) {
      const at = price((side === 'bid' ? 50 - cents : 50 + cents) * 100);
      const order = {
        id: `${side}-${cents}`,
        owner: 'maker',
        side,
        price: at,
        quantity: quantity(10_000_000),
      } as const;
      market.book.place({ ...order, mode: 'post-only' });
    }
  }
  return market;
}

it('takes what stands within the sizes of simulated weeks, and lets the price come back by half in six seconds', () => {
  const { least, most } = measuredWeek.spikes;
  for (let seed = 1; seed <= 20; seed++) {
    const market = quietMarket();
    const sweeper = new Sweeper(market, seededRandom(seed));
    expect(sweeper.pushAt(0)).toBe(0);
    sweeper.act(1_000);
    const push = sweeper.pushAt(1_000);
    expect(Math.abs(push)).toBeGreaterThanOrEqual(least);
    expect(Math.abs(push)).toBeLessThanOrEqual(most);
    expect(sweeper.pushAt(1_000 + HALF_LIFE_MS)).toBeCloseTo(push / 2, 12);
    // Up takes offers, down takes bids; the other side stands.
    const [ask, bid] = [market.book.bestAsk()?.price ?? 0, market.book.bestBid()?.price ?? 0];
    expect(push > 0 ? ask : bid).not.toBe(push > 0 ? 5_100 : 4_900);
    expect(push > 0 ? bid : ask).toBe(push > 0 ? 4_900 : 5_100);
    expect(market.volume).toBeGreaterThan(0);
  }
});
