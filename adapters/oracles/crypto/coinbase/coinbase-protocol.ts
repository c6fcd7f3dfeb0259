import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { SocketEnding } from '../../../transport/socket-ending.js';
import type { FeedDesk, FeedProtocol } from '../../transport/feed-protocol.js';
import { readCryptoSymbol } from '../crypto-symbol.js';
import { TradeSequence } from '../trade-sequence.js';
import type { CoinbaseFrame, CoinbaseNews } from './coinbase-frame.js';

/** What tells Coinbase's two feeds apart. */
export interface CoinbaseFeed {
  decode(text: string): CoinbaseFrame;
  /** The texts that subscribe to these products, or end that. */
  order(type: 'subscribe' | 'unsubscribe', products: readonly string[]): readonly string[];
  /** Said once on each new connection, for whatever is watched. */
  readonly greeting: readonly string[];
}

interface ProductState {
  readonly trades: TradeSequence;
  mid: number | null;
  /** The last trade that the heartbeat before this one knew of: what was not seen by now never comes. */
  due: number | null;
}

const LIMITED_MS = 60_000;

/** Coinbase's feeds: trades, mids of the best quotes, and heartbeats that tell which trades were missed. */
export class CoinbaseProtocol implements FeedProtocol {
  readonly #desk: FeedDesk;
  readonly #feed: CoinbaseFeed;
  readonly #products = new Map<string, ProductState>();
  #sequence: number | null = null;

  constructor(desk: FeedDesk, feed: CoinbaseFeed) {
    this.#desk = desk;
    this.#feed = feed;
  }

  refusal(symbol: string): string | null {
    return readCryptoSymbol(symbol) ? null : 'it is no pair such as btc-usd';
  }

  opened(say: (text: string) => void): void {
    // One frame a product: a wrong one then fails alone.
    for (const symbol of this.#desk.symbols())
      for (const text of this.#feed.order('subscribe', [productOf(symbol)])) say(text);
    for (const text of this.#feed.greeting) say(text);
  }

  changed(added: readonly string[], removed: readonly string[]): void {
    for (const symbol of removed) {
      for (const text of this.#feed.order('unsubscribe', [productOf(symbol)])) this.#desk.say(text);
      this.#products.delete(productOf(symbol));
    }
    for (const symbol of added)
      for (const text of this.#feed.order('subscribe', [productOf(symbol)])) this.#desk.say(text);
  }

  frame(text: string, receivedAt: number): void {
    const { news, sequence } = this.#feed.decode(text);
    if (sequence !== null) this.#count(sequence);
    for (const item of news) this.#take(item, receivedAt);
  }

  down(): void {
    this.#sequence = null;
    for (const state of this.#products.values()) {
      state.trades.restart();
      state.due = null;
    }
  }

  pause(ending: SocketEnding, plannedMs: number): number {
    return ending.httpStatus === 429 ? Math.max(plannedMs, ending.retryAfterMs ?? LIMITED_MS) : plannedMs;
  }

  /** Numbers run over all channels of a connection: a jump is a loss, and so the connection is made anew. */
  #count(sequence: number): void {
    const before = this.#sequence;
    this.#sequence = sequence;
    if (before === null || sequence === before + 1) return;
    this.#desk.refuse('gap', `coinbase numbered a frame ${sequence} after ${before}`);
    this.#desk.reconnect(`frames were lost between ${before} and ${sequence}`);
  }

  #take(news: CoinbaseNews, receivedAt: number): void {
    switch (news.kind) {
      case 'trade':
        return this.#trade(news, receivedAt);
      case 'quote':
        return this.#quote(news, receivedAt);
      case 'heartbeat':
        return this.#heartbeat(news);
      case 'error':
        return this.#error(news.message);
      case 'refused':
        return this.#desk.refuse('malformed', news.reason);
      case 'subscribed':
      case 'passed':
        return;
    }
  }

  #trade(news: CoinbaseNews & { kind: 'trade' }, receivedAt: number): void {
    const symbol = this.#symbolOf(news.product);
    if (symbol === null) return;
    const step = this.#state(news.product).trades.take(news.id);
    if (step === 'seen') return;
    if (step === 'wild') return this.#desk.refuse('malformed', `a trade of ${news.product} has the id ${news.id}`);
    if (step !== 'next')
      this.#desk.refuse('gap', `${step.missed} trades of ${news.product} before ${news.id} never came`);
    this.#tick(symbol, news.price, news.time, receivedAt, news.past ? 'delayed' : 'live');
  }

  #quote(news: CoinbaseNews & { kind: 'quote' }, receivedAt: number): void {
    const symbol = this.#symbolOf(news.product);
    if (symbol === null) return;
    const state = this.#state(news.product);
    const mid = (news.bid + news.ask) / 2;
    if (state.mid === mid) return this.#desk.heard(symbol);
    state.mid = mid;
    this.#tick(symbol, mid, news.time, receivedAt, 'live');
  }

  #heartbeat({ product, lastTrade }: CoinbaseNews & { kind: 'heartbeat' }): void {
    if (product === null || lastTrade === null) return;
    const symbol = this.#symbolOf(product);
    if (symbol === null) return;
    const state = this.#state(product);
    const { last } = state.trades;
    // A heartbeat may overtake the trade it knows of, but not by a whole second.
    if (state.due !== null && last !== null && last < state.due) {
      this.#desk.refuse('gap', `${state.due - last} trades of ${product} up to ${state.due} never came`);
      state.trades.take(state.due);
    }
    state.due = lastTrade;
    // That nothing was traded since the last trade seen is news as well.
    if (last !== null && last >= lastTrade) this.#desk.heard(symbol);
  }

  #error(message: string): void {
    this.#desk.refuse('source-error', `coinbase answered: ${message}`);
    const named = [...this.#desk.symbols()].find((symbol) => message.toUpperCase().includes(productOf(symbol)));
    if (named !== undefined) this.#desk.drop(named, message);
  }

  #state(product: string): ProductState {
    let state = this.#products.get(product);
    if (!state) this.#products.set(product, (state = { trades: new TradeSequence(), mid: null, due: null }));
    return state;
  }

  #symbolOf(product: string): string | null {
    const symbol = product.toLowerCase();
    return this.#desk.symbols().has(symbol) ? symbol : null;
  }

  #tick(symbol: string, price: number, eventTime: number, receivedAt: number, quality: OracleTick['quality']): void {
    const tick: OracleTick = {
      type: 'crypto',
      symbol,
      source: 'coinbase',
      fact: { kind: 'price', price },
      unit: readCryptoSymbol(symbol)?.quote ?? 'usd',
      eventTime,
      receivedAt,
      quality,
      uncertainty: null,
    };
    this.#desk.tick(tick, quality === 'live');
  }
}

const productOf = (symbol: string): string => symbol.toUpperCase();
