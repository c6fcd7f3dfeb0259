import { FeedFaults } from '../feed-faults.js';
import { FeedServer } from '../feed-server.js';
import { TradeClock } from '../trade-clock.js';
import { COINBASE_PRODUCTS, type CoinbaseStandIn, type CoinbaseStandInOptions } from './coinbase-stand-in.js';
import { ExchangeConnection } from './exchange-connection.js';
import { microTime, ProductTrades } from './product-trades.js';

/** A first subscription must come within this, ms. */
const GREETING_MS = 5_000;
const HEARTBEAT_MS = 1_000;
const PING_MS = 30_000;

/** Coinbase's Exchange feed on loopback. */
export async function startExchange(options: CoinbaseStandInOptions): Promise<CoinbaseStandIn> {
  const { clock, host = '127.0.0.1', port = 0, products = COINBASE_PRODUCTS, tradeMs = 400 } = options;
  const faults = new FeedFaults();
  const ticks = new TradeClock(tradeMs, clock.now());
  const trades = new ProductTrades(ticks, options.priceOf, faults);
  /** Grows with whatever happens to a product; gap-free on the full channel alone. */
  const sequence = (id: number, part: number) => id * 10 + part;
  const matchOf = (product: string, id: number, type: 'match' | 'last_match') => ({
    type,
    ...trades.trade(product, id),
    maker_order_id: `00000000-0000-4000-8000-${String(id).padStart(12, '0').slice(-12)}`,
    taker_order_id: `00000000-0000-4000-9000-${String(id).padStart(12, '0').slice(-12)}`,
    sequence: sequence(id, 1),
  });
  const server = new FeedServer<ExchangeConnection>({
    clock,
    faults,
    host,
    port,
    pingMs: PING_MS,
    pongMs: 2 * PING_MS,
    open: (line) => {
      const connection = new ExchangeConnection({
        line,
        now: () => clock.now(),
        trades: (product) => products.includes(product),
        subscribed: (client, product) => client.send(matchOf(product, ticks.idAt(clock.now()), 'last_match')),
      });
      const late = clock.after(GREETING_MS, () => {
        if (!connection.greeted) line.close(1000, 'no subscription');
      });
      return Object.assign(connection, { closed: late });
    },
  });
  const heard = () => [...new Set(server.clients().flatMap((client) => [...client.products()]))];
  const publish = (channel: 'ticker' | 'matches' | 'heartbeat', product: string, message: object) => {
    for (const client of server.clients()) if (client.wants(channel, product)) client.send(message);
  };
  const happen = (product: string, id: number) => {
    if (faults.takeLost()) return;
    const trade = trades.trade(product, id);
    for (let times = faults.takeRepeated() ? 2 : 1; times > 0; times--) {
      publish('matches', product, matchOf(product, id, 'match'));
      publish('ticker', product, {
        type: 'ticker',
        sequence: sequence(id, 2),
        product_id: product,
        price: trade.price,
        open_24h: trade.price,
        volume_24h: '1000.00000000',
        low_24h: trade.price,
        high_24h: trade.price,
        volume_30d: '30000.00000000',
        ...trades.quote(product, id),
        best_bid_size: '1.00000000',
        best_ask_size: '1.00000000',
        side: trade.side === 'sell' ? 'buy' : 'sell',
        time: trade.time,
        trade_id: id,
        last_size: trade.size,
      });
    }
  };
  const stops = [
    clock.every(tradeMs, () => {
      const due = ticks.due(clock.now());
      for (const product of heard()) for (const id of due) happen(product, id);
    }),
    clock.every(HEARTBEAT_MS, () => {
      const id = ticks.idAt(clock.now());
      const time = microTime(clock.now() + faults.skewMs);
      for (const product of heard())
        publish('heartbeat', product, {
          type: 'heartbeat',
          sequence: sequence(id, 3),
          last_trade_id: id,
          product_id: product,
          time,
        });
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
