import { FeedFaults } from '../feed-faults.js';
import { FeedServer } from '../feed-server.js';
import { TradeClock } from '../trade-clock.js';
import { AdvancedConnection } from './advanced-connection.js';
import { COINBASE_PRODUCTS, type CoinbaseStandIn, type CoinbaseStandInOptions } from './coinbase-stand-in.js';
import { ProductTrades } from './product-trades.js';

const GREETING_MS = 5_000;
const HEARTBEAT_MS = 1_000;
/** A connection on which nothing was said for this long is closed, ms. */
const IDLE_MS = 75_000;
const PING_MS = 30_000;

/** Coinbase's Advanced Trade feed on loopback. */
export async function startAdvanced(options: CoinbaseStandInOptions): Promise<CoinbaseStandIn> {
  const { clock, host = '127.0.0.1', port = 0, products = COINBASE_PRODUCTS, tradeMs = 400 } = options;
  const faults = new FeedFaults();
  const ticks = new TradeClock(tradeMs, clock.now());
  const trades = new ProductTrades(ticks, options.priceOf, faults);
  const tickerOf = (product: string, id: number) => {
    const { price } = trades.trade(product, id);
    const { best_bid, best_ask } = trades.quote(product, id);
    const sizes = { best_bid_quantity: '1.00000000', best_ask_quantity: '1.00000000' };
    const day = { volume_24_h: '1000.00000000', low_24_h: price, high_24_h: price, price_percent_chg_24_h: '0.00' };
    return {
      type: 'ticker',
      product_id: product,
      price,
      ...day,
      low_52_w: price,
      high_52_w: price,
      best_bid,
      best_ask,
      ...sizes,
    };
  };
  const tradeOf = (product: string, id: number) => {
    const { trade_id, side, price, size, time } = trades.trade(product, id);
    return { trade_id: String(trade_id), product_id: product, price, size, side: side.toUpperCase(), time };
  };
  const server = new FeedServer<AdvancedConnection>({
    clock,
    faults,
    host,
    port,
    pingMs: PING_MS,
    pongMs: 2 * PING_MS,
    open: (line) => {
      const connection = new AdvancedConnection({
        line,
        now: () => clock.now(),
        trades: (product) => products.includes(product),
        subscribed: (client, channel, named) => {
          const id = ticks.idAt(clock.now());
          if (channel === 'ticker')
            client.say(
              'ticker',
              [{ type: 'snapshot', tickers: named.map((product) => tickerOf(product, id)) }],
              faults.skewMs,
            );
          if (channel === 'market_trades') {
            // Newest first.
            const past = named.flatMap((product) => [0, 1, 2].map((back) => tradeOf(product, id - back)));
            client.say('market_trades', [{ type: 'snapshot', trades: past }], faults.skewMs);
          }
        },
      });
      const stops = [
        clock.after(GREETING_MS, () => {
          if (!connection.greeted) line.close(1000, 'no subscription');
        }),
        clock.every(1_000, () => {
          if (!connection.heartbeats && clock.now() - connection.saidAt > IDLE_MS) line.close(1000, 'idle');
        }),
      ];
      return Object.assign(connection, { closed: () => stops.forEach((stop) => stop()) });
    },
  });
  const heard = () => [...new Set(server.clients().flatMap((client) => [...client.products()]))];
  const happen = (product: string, id: number) => {
    const lost = faults.takeLost();
    for (const client of server.clients()) {
      if (lost && !faults.frozen) client.skip();
      if (lost) continue;
      if (client.wants('market_trades', product))
        client.say('market_trades', [{ type: 'update', trades: [tradeOf(product, id)] }], faults.skewMs);
      if (client.wants('ticker', product))
        client.say('ticker', [{ type: 'update', tickers: [tickerOf(product, id)] }], faults.skewMs);
    }
  };
  let beats = 0;
  const stops = [
    clock.every(tradeMs, () => {
      const due = ticks.due(clock.now());
      for (const product of heard()) for (const id of due) happen(product, id);
    }),
    clock.every(HEARTBEAT_MS, () => {
      beats++;
      // The time in the event is written in another way than the one of the envelope.
      const current = `${new Date(clock.now() + faults.skewMs).toISOString().replace('T', ' ').replace('Z', '')}000000 +0000 UTC`;
      for (const client of server.clients())
        if (client.heartbeats)
          client.say('heartbeats', [{ current_time: current, heartbeat_counter: beats }], faults.skewMs);
    }),
  ];
  const address = await server.listen();
  return {
    url: `ws://${address}`,
    faults,
    connections: () => server.connections,
    products: heard,
    drop: () => server.drop(),
    closeAll: (code) => server.closeAll(code, ''),
    async close() {
      for (const stop of stops) stop();
      await server.close();
    },
  };
}
