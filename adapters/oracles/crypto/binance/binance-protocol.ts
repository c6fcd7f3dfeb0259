import type { OracleFact, OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { SocketEnding } from '../../../transport/socket-ending.js';
import type { FeedDesk, FeedProtocol } from '../../transport/feed-protocol.js';
import { readCryptoSymbol } from '../crypto-symbol.js';
import { TradeSequence } from '../trade-sequence.js';
import type { BinanceFrame } from './binance-frame.js';
import type { CandleHistory, PastCandle } from './candle-history.js';
import { CandleWatch } from './candle-watch.js';
import { decodeBinance } from './decode-binance.js';

export interface BinanceStreams {
  readonly trades: 'trade' | 'aggTrade';
  readonly intervals: readonly string[];
  /** Reads closed candles that were not seen closing; null: they are counted and stay unknown. */
  readonly history: CandleHistory | null;
  /** How far back it goes for a pair that is new, ms. */
  readonly historyMs: number;
}

interface PairState {
  readonly trades: TradeSequence;
  /** The last mid that was told: quotes come a hundred times a second, most change sizes alone. */
  mid: number | null;
  /** The book's change that it was told with. */
  update: number | null;
}

const BANNED_MS = 120_000;
const POLICY_MS = 60_000;

/** Binance's spot market streams: trades, mids of the best quotes, candles. Everything is quoted in Tether. */
export class BinanceProtocol implements FeedProtocol {
  readonly #desk: FeedDesk;
  readonly #streams: BinanceStreams;
  readonly #pairs = new Map<string, PairState>();
  readonly #candles = new CandleWatch();
  #command = 0;
  /** Ends what is being read of the past. */
  #reading = new AbortController();

  constructor(desk: FeedDesk, streams: BinanceStreams) {
    this.#desk = desk;
    this.#streams = streams;
  }

  refusal(symbol: string): string | null {
    return readCryptoSymbol(symbol) ? null : 'it is no pair such as btc-usdt (or btc-usd, which is read from btc-usdt)';
  }

  opened(say: (text: string) => void): void {
    const pairs = new Set([...this.#desk.symbols()].map(pairOf));
    if (pairs.size > 0) say(this.#order('SUBSCRIBE', pairs));
    for (const pair of pairs) this.#readPast(pair);
  }

  changed(added: readonly string[], removed: readonly string[]): void {
    const wanted = new Set([...this.#desk.symbols()].map(pairOf));
    const gone = new Set(removed.map(pairOf).filter((pair) => !wanted.has(pair)));
    const came = new Set(added.map(pairOf));
    if (gone.size > 0) this.#desk.say(this.#order('UNSUBSCRIBE', gone));
    if (came.size > 0) this.#desk.say(this.#order('SUBSCRIBE', came));
    for (const pair of came) this.#readPast(pair);
    for (const pair of gone) {
      this.#pairs.delete(pair);
      for (const interval of this.#streams.intervals) this.#candles.forget(`${pair}@${interval}`);
    }
  }

  frame(text: string, receivedAt: number): void {
    const frame = decodeBinance(text);
    switch (frame.kind) {
      case 'trade':
        return this.#trade(frame, receivedAt);
      case 'quote':
        return this.#quote(frame, receivedAt);
      case 'candle':
        return this.#candle(frame, receivedAt);
      case 'shutdown':
        return this.#desk.rotate();
      case 'error':
        return this.#desk.refuse('source-error', `binance answered error ${frame.code}: ${frame.message}`);
      case 'refused':
        return this.#desk.refuse('malformed', frame.reason);
      case 'ack':
      case 'passed':
        return;
    }
  }

  down(): void {
    this.#reading.abort(new Error('the connection is gone'));
    this.#reading = new AbortController();
    for (const state of this.#pairs.values()) {
      state.trades.restart();
      state.update = null;
    }
  }

  pause(ending: SocketEnding, plannedMs: number): number {
    switch (ending.httpStatus) {
      case 403:
      case 451:
        this.#desk.off(
          `Binance does not serve this network (HTTP ${ending.httpStatus}); set the address of a Binance exchange that does, or leave this source out`,
        );
        return plannedMs;
      // 418: banned for having gone on after 429.
      case 418:
      case 429:
        return Math.max(plannedMs, ending.retryAfterMs ?? BANNED_MS);
      default:
        return ending.closeCode === 1008 ? Math.max(plannedMs, POLICY_MS) : plannedMs;
    }
  }

  #order(method: 'SUBSCRIBE' | 'UNSUBSCRIBE', pairs: ReadonlySet<string>): string {
    const { trades, intervals } = this.#streams;
    const params = [...pairs].flatMap((pair) => [
      `${pair}@${trades}`,
      `${pair}@bookTicker`,
      ...intervals.map((interval) => `${pair}@kline_${interval}`),
    ]);
    return JSON.stringify({ method, params, id: ++this.#command });
  }

  #trade(frame: BinanceFrame & { kind: 'trade' }, receivedAt: number): void {
    if (frame.stream !== this.#streams.trades) return;
    const symbols = this.#symbolsOf(frame.pair);
    if (symbols.length === 0) return;
    const step = this.#state(frame.pair).trades.take(frame.id);
    if (step === 'seen') return;
    if (step === 'wild') return this.#desk.refuse('malformed', `a trade of ${frame.pair} has the id ${frame.id}`);
    if (step !== 'next')
      this.#desk.refuse('gap', `${step.missed} trades of ${frame.pair} before id ${frame.id} never came`);
    const fact = { kind: 'price', price: frame.price } as const;
    for (const symbol of symbols) this.#desk.tick(tick(symbol, fact, frame.time, receivedAt, 'live'), true);
  }

  #quote(frame: BinanceFrame & { kind: 'quote' }, receivedAt: number): void {
    const symbols = this.#symbolsOf(frame.pair);
    if (symbols.length === 0) return;
    const state = this.#state(frame.pair);
    // Two connections side by side tell everything twice.
    if (frame.update !== null && state.update !== null && frame.update <= state.update) return;
    state.update = frame.update;
    const mid = (frame.bid + frame.ask) / 2;
    if (state.mid === mid) {
      for (const symbol of symbols) this.#desk.heard(symbol);
      return;
    }
    state.mid = mid;
    const fact = { kind: 'price', price: mid } as const;
    for (const symbol of symbols)
      this.#desk.tick(tick(symbol, fact, frame.time ?? receivedAt, receivedAt, 'live'), frame.time !== null);
  }

  #candle(frame: BinanceFrame & { kind: 'candle' }, receivedAt: number): void {
    const { pair, interval, from, to, open, high, low, close, closed, eventTime } = frame;
    const symbols = this.#symbolsOf(pair);
    if (symbols.length === 0 || !this.#desk.timely(eventTime, receivedAt)) return;
    const step = this.#candles.take(`${pair}@${interval}`, from, to, closed, eventTime);
    if (step === 'old') return;
    if (step !== 'next') this.#desk.refuse('gap', `never seen closing: ${step.missed}`);
    const fact = { kind: 'candle', open, high, low, close, from, to, closed } as const;
    for (const symbol of symbols)
      this.#desk.tick(tick(symbol, fact, eventTime, receivedAt, closed ? 'final' : 'provisional'), true);
  }

  /** Tells the candles that closed while nobody listened, for a new pair those of the time before. */
  #readPast(pair: string): void {
    const { history, historyMs, intervals } = this.#streams;
    if (history === null) return;
    const { signal } = this.#reading;
    const now = this.#desk.now();
    for (const interval of intervals) {
      const stream = `${pair}@${interval}`;
      const from = Math.max(this.#candles.openSince(stream) ?? 0, now - historyMs);
      history.read(pair, interval, from, now, signal).then(
        ({ candles, problems }) => {
          if (signal.aborted) return;
          for (const problem of problems) this.#desk.refuse('malformed', problem);
          for (const candle of candles) if (this.#candles.takePast(stream, candle.from)) this.#past(pair, candle);
        },
        (error: unknown) => {
          if (!signal.aborted) this.#desk.refuse('history', `candles of ${stream} before now: ${messageOf(error)}`);
        },
      );
    }
  }

  #past(pair: string, { from, to, open, high, low, close }: PastCandle): void {
    const fact = { kind: 'candle', open, high, low, close, from, to, closed: true } as const;
    for (const symbol of this.#symbolsOf(pair))
      this.#desk.tick(tick(symbol, fact, to, this.#desk.now(), 'final'), false);
  }

  #state(pair: string): PairState {
    let state = this.#pairs.get(pair);
    if (!state) this.#pairs.set(pair, (state = { trades: new TradeSequence(), mid: null, update: null }));
    return state;
  }

  /** Who watches a pair: `btc-usdt`, and `btc-usd` where a price in Tether will do. */
  #symbolsOf(pair: string): string[] {
    if (!pair.endsWith('usdt')) return [];
    const asset = pair.slice(0, -4);
    return [`${asset}-usdt`, `${asset}-usd`].filter((symbol) => this.#desk.symbols().has(symbol));
  }
}

const pairOf = (symbol: string): string => `${readCryptoSymbol(symbol)?.asset ?? symbol}usdt`;

const tick = (
  symbol: string,
  fact: OracleFact,
  eventTime: number,
  receivedAt: number,
  quality: OracleTick['quality'],
): OracleTick => ({
  type: 'crypto',
  symbol,
  source: 'binance',
  fact,
  unit: 'usdt',
  eventTime,
  receivedAt,
  quality,
  uncertainty: null,
});
