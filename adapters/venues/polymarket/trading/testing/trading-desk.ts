import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import type { PreparedOrder } from '@pm-arbitrage/core/ports/trading-venue.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { until } from '../../../../testing/until.js';
import { PolymarketTrading, type PolymarketTradingOptions } from '../polymarket-trading.js';
import { ScriptedClob } from './scripted-clob.js';
import { testMarket } from './trading-fixtures.js';

/** One trader at one scripted CLOB, for one test. */
export class TradingDesk {
  readonly clob = new ScriptedClob();
  readonly market = testMarket();
  #venue: PolymarketTrading | null = null;

  /** A trader that has not connected. */
  async make(
    changes: Partial<Config['venues']['polymarket']> = {},
    options: Partial<PolymarketTradingOptions> = {},
  ): Promise<PolymarketTrading> {
    this.#venue = new PolymarketTrading({
      config: await this.clob.listen(changes),
      clock: systemClock,
      log: createLogger('silent'),
      random: seededRandom(1),
      marketOf: (id) => (id === this.market.id ? this.market : undefined),
      backoff: { baseMs: 1, maxMs: 5 },
      ...options,
    });
    return this.#venue;
  }

  async open(...args: Parameters<TradingDesk['make']>): Promise<PolymarketTrading> {
    const made = await this.make(...args);
    await made.connect();
    await until(() => this.clob.sockets.length > 0);
    return made;
  }

  async close(): Promise<void> {
    await this.#venue?.close();
    this.clob.close();
  }
}

export const idOf = (order: PreparedOrder): string => order.venueOrderId ?? '';

/** The answer to an order that was taken. */
export const taken = (order: PreparedOrder, changes: object = {}) => ({
  body: {
    success: true,
    errorMsg: '',
    orderID: idOf(order),
    status: 'matched',
    makingAmount: '',
    takingAmount: '',
    transactionsHashes: [],
    tradeIDs: ['trade-1'],
    ...changes,
  },
});
