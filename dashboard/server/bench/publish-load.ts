import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Bus } from '@pm-arbitrage/core/bus/bus.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { price, quantity } from '@pm-arbitrage/core/money/money.js';
import { anOpportunity } from '../testing/an-opportunity.js';

const MARKETS = 300;
const SYMBOLS = ['btc-usd', 'eth-usd', 'sol-usd'] as const;
export const loadSymbols: readonly string[] = SYMBOLS;

/** One of the things that a busy swarm says, by its number: seven in ten are prices, the others reach every client. */
export function publishOne(bus: Bus, number: number, now: number): void {
  const turn = number % 20;
  if (turn < 14) {
    const platform = number % 2 === 0 ? 'kalshi' : 'polymarket';
    bus.publish(channels.prices(platform), {
      market: marketId(platform, `M${number % MARKETS}`),
      epoch: 1,
      sequence: number,
      status: 'live',
      bids: Array.from(
        { length: 10 },
        (_, level) => [price(4_900 - 100 * level), quantity(1_000_000 + number)] as const,
      ),
      asks: Array.from(
        { length: 10 },
        (_, level) => [price(5_100 + 100 * level), quantity(1_000_000 + number)] as const,
      ),
      venueTime: now,
      receivedAt: now,
    });
  } else if (turn < 17) {
    bus.publish(channels.opportunities, anOpportunity(`o${number}`, now, { coverId: `cover ${number % 200}` }));
  } else if (turn < 19) {
    const symbol = SYMBOLS[number % SYMBOLS.length] ?? SYMBOLS[0];
    bus.publish(channels.oracle('crypto', symbol), {
      type: 'crypto',
      symbol,
      source: `source ${number % 4}`,
      fact: { kind: 'price', price: 50_000 + (number % 1_000) },
      unit: 'usd',
      eventTime: now,
      receivedAt: now,
      quality: 'live',
      uncertainty: null,
    });
  } else {
    bus.publish(channels.heartbeats, {
      agent: `strategy:s${number % 15}`,
      instance: 'one',
      state: 'running',
      haltId: null,
      startedAt: 1,
      at: now,
      details: { number },
    });
  }
}
