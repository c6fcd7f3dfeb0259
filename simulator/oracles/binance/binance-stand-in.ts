import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { FeedFaults } from '../feed-faults.js';
import { FeedServer, type FeedLine } from '../feed-server.js';
import type { PriceOf } from '../price-of.js';
import { priceText } from '../price-text.js';
import { TradeClock } from '../trade-clock.js';
import { BinanceConnection } from './binance-connection.js';
import { answerKlines } from './answer-klines.js';
import { CandleBook, intervalMs, type Candle } from './candle-book.js';

export interface BinanceStandInOptions {
  readonly clock: Clock;
  /** Asked for `btc-usdt`. */
  readonly priceOf: PriceOf;
  readonly host?: string;
  readonly port?: number;
  /** Pairs that trade; streams of others are taken and stay silent. */
  readonly pairs?: readonly string[];
  /** Pause between two trades of a pair, ms. Default 250. */
  readonly tradeMs?: number;
  /** Default 20,000. */
  readonly pingMs?: number;
  /** Default 60,000. */
  readonly pongMs?: number;
  /** Connections end at this age, ms. Default 24 h. */
  readonly lifetimeMs?: number;
}

export interface BinanceStandIn {
  /** Without a path. */
  readonly url: string;
  /** Without a path; answers `/api/v3/klines`. */
  readonly restUrl: string;
  readonly faults: FeedFaults;
  connections(): number;
  /** Streams that somebody hears. */
  streams(): string[];
  /** Announces that the server goes. */
  announceShutdown(): void;
  drop(): void;
  closeAll(code: number): void;
  close(): Promise<void>;
}

/** Half the distance between best bid and best ask, as a share of the price. */
const HALF_SPREAD = 0.000_001;
const KLINE_MS = 2_000;
const PAIRS = ['btc', 'eth', 'sol', 'xrp', 'doge', 'bnb', 'bch', 'zec', 'hype', 'near', 'ada'].map(
  (asset) => `${asset}usdt`,
);

/** Binance's spot market streams on loopback: trades, quotes and candles of every pair in Tether. */
export async function startBinance(options: BinanceStandInOptions): Promise<BinanceStandIn> {
  const { clock, host = '127.0.0.1', port = 0, tradeMs = 250, lifetimeMs = 86_400_000 } = options;
  const trading = new Set(options.pairs ?? PAIRS);
  const faults = new FeedFaults();
  const priceOf = faults.told(options.priceOf);
  const trades = new TradeClock(tradeMs, clock.now());
  const candles = new CandleBook(priceOf);
  const server = new FeedServer<BinanceConnection>({
    clock,
    faults,
    host,
    port,
    pingMs: options.pingMs ?? 20_000,
    pongMs: options.pongMs ?? 60_000,
    request: (url) => answerKlines(url, { candles, trades, trading, now: clock.now() }),
    open: (line, url) => openConnection(line, url, clock, lifetimeMs),
  });
  /** Whether anybody hears a stream. */
  const publish = (stream: string, data: () => object) => {
    const clients = server.clients().filter((client) => client.wants(stream));
    if (clients.length === 0) return;
    const event = data();
    for (const client of clients) client.send(stream, event);
  };
  const pairs = () =>
    new Set(
      server
        .clients()
        .flatMap((client) => [...client.streams])
        .map((stream) => stream.split('@')[0] ?? '')
        .filter((pair) => trading.has(pair)),
    );
  const intervals = (pair: string) =>
    new Set(
      server
        .clients()
        .flatMap((client) => [...client.streams])
        .filter((stream) => stream.startsWith(`${pair}@kline_`))
        .map((stream) => stream.slice(pair.length + 7)),
    );
  const now = () => clock.now() + faults.skewMs;
  const sendCandle = (pair: string, interval: string, last: number, closed: boolean) => {
    const length = intervalMs(interval);
    if (length === null) return;
    const candle = candles.candle(symbolOf(pair), length, last);
    publish(`${pair}@kline_${interval}`, () => klineEvent(pair, interval, candle, closed, now()));
  };
  const trade = (pair: string, id: number) => {
    const time = trades.timeOf(id);
    const price = priceOf(symbolOf(pair), time);
    // A candle is over with the first trade after it.
    for (const interval of intervals(pair)) {
      const length = intervalMs(interval);
      if (length !== null && time % length < tradeMs) sendCandle(pair, interval, trades.timeOf(id - 1), true);
    }
    if (faults.takeLost()) return;
    for (let times = faults.takeRepeated() ? 2 : 1; times > 0; times--) {
      publish(`${pair}@trade`, () => tradeEvent(pair, 'trade', id, price, time + faults.skewMs, now()));
      publish(`${pair}@aggTrade`, () => tradeEvent(pair, 'aggTrade', id, price, time + faults.skewMs, now()));
      publish(`${pair}@bookTicker`, () => quoteEvent(pair, id, price));
    }
  };
  const stops = [
    clock.every(tradeMs, () => {
      const due = trades.due(clock.now());
      for (const pair of pairs()) for (const id of due) trade(pair, id);
    }),
    clock.every(KLINE_MS, () => {
      const last = trades.timeOf(trades.idAt(clock.now()));
      for (const pair of pairs()) for (const interval of intervals(pair)) sendCandle(pair, interval, last, false);
    }),
  ];
  const address = await server.listen();
  return {
    url: `ws://${address}`,
    restUrl: `http://${address}`,
    faults,
    connections: () => server.connections,
    streams: () => [...new Set(server.clients().flatMap((client) => [...client.streams]))],
    announceShutdown() {
      for (const client of server.clients()) client.send('!serverShutdown', { e: 'serverShutdown', E: now() });
    },
    drop: () => server.drop(),
    closeAll: (code) => server.closeAll(code, ''),
    async close() {
      for (const stop of stops) stop();
      await server.close();
    },
  };
}

function openConnection(line: FeedLine, url: URL, clock: Clock, lifetimeMs: number): BinanceConnection | null {
  const combined = url.pathname === '/stream';
  if (!combined && url.pathname !== '/ws' && !url.pathname.startsWith('/ws/')) return null;
  const named = combined ? (url.searchParams.get('streams') ?? '').split('/') : url.pathname.split('/').slice(2);
  const streams = named.filter((stream) => stream !== '');
  const connection = new BinanceConnection(line, () => clock.now(), combined, streams);
  const endLife = clock.after(lifetimeMs, () => line.close(1001, 'lifetime'));
  return Object.assign(connection, { closed: endLife });
}

const symbolOf = (pair: string): string => `${pair.slice(0, -4)}-usdt`;

function tradeEvent(pair: string, type: 'trade' | 'aggTrade', id: number, price: number, time: number, now: number) {
  const ids = type === 'trade' ? { t: id } : { a: id, f: id, l: id };
  const [s, p, q] = [pair.toUpperCase(), priceText(price, 8), '0.01000000'];
  return { e: type, E: now, s, ...ids, p, q, T: time, m: id % 2 === 0, M: true };
}

function quoteEvent(pair: string, id: number, price: number) {
  const [bid, ask] = [price * (1 - HALF_SPREAD), price * (1 + HALF_SPREAD)];
  return { u: id, s: pair.toUpperCase(), b: priceText(bid, 8), B: '1.00000000', a: priceText(ask, 8), A: '1.00000000' };
}

function klineEvent(pair: string, interval: string, candle: Candle, closed: boolean, now: number) {
  const [o, c, h, l] = [candle.open, candle.close, candle.high, candle.low].map((price) => priceText(price, 8));
  const s = pair.toUpperCase();
  const sums = { v: '1.00000000', n: 100, q: '1.00000000', V: '0.50000000', Q: '0.50000000', B: '0' };
  return {
    e: 'kline',
    E: now,
    s,
    k: { t: candle.from, T: candle.to - 1, s, i: interval, f: 1, L: 100, o, c, h, l, x: closed, ...sums },
  };
}
