import { PRICE_SCALE, price } from '@pm-arbitrage/core/money/money.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { LiveMarket } from './live-market.js';
import { measuredWeek } from '../weeks/week-parameters.js';
import { drawSize } from './sizes.js';

const OWNER = 'sweeper';
/** How far the price is pushed, in dollars of a contract: as in simulated weeks. */
const { least, most } = measuredWeek.spikes;
/** Time to half way back, in world milliseconds; weeks have 40 seconds, but their markets do not live for minutes. */
const HALF_LIFE_MS = 6_000;
const CENT = 100;

/**
 * Buys or sells whatever is there, for a reason of its own. Makers follow what they do not understand and come back
 * slowly: a spike that nothing in the world explains.
 */
export class Sweeper {
  readonly #market: LiveMarket;
  readonly #random: Random;
  #push = 0;
  #since = 0;
  #count = 0;

  constructor(market: LiveMarket, random: Random) {
    this.#market = market;
    this.#random = random;
  }

  /** `at` is world time. */
  act(at: number): void {
    const { book } = this.#market;
    const side = this.#random.next() < 0.5 ? 'bid' : 'ask';
    const best = side === 'bid' ? book.bestAsk() : book.bestBid();
    if (!best) return;
    const size = PRICE_SCALE * (least + this.#random.next() * (most - least)) * (side === 'bid' ? 1 : -1);
    const limit = Math.round((best.price + size) / CENT) * CENT;
    if (limit < CENT || limit > PRICE_SCALE - CENT) return;
    const id = `${OWNER}-${this.#count++}`;
    const quantity = drawSize(this.#random, 600, 0.4, 100);
    book.place({ id, owner: OWNER, side, price: price(limit), quantity, mode: 'immediate' });
    this.#push = size / PRICE_SCALE;
    this.#since = at;
  }

  /** How far makers are from what they would believe without it, in dollars of a contract. */
  pushAt(at: number): number {
    return this.#push * 0.5 ** ((at - this.#since) / HALF_LIFE_MS);
  }
}
