import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { OracleTick, OracleType } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { OracleHealth, OracleSink, OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { BackoffPolicy } from '../../transport/backoff.js';
import { silentLog, type FeedLog } from '../../transport/feed-log.js';
import type { SocketEnding } from '../../transport/socket-ending.js';
import { DataWatch } from './data-watch.js';
import { FeedLink, type Rotation } from './feed-link.js';
import type { FeedDesk, FeedProtocol } from './feed-protocol.js';
import { SourceTally } from './source-tally.js';

/** What every source over a socket is told. */
export interface SocketOracleSettings {
  readonly clock: Clock;
  readonly random: Random;
  readonly log?: FeedLog;
  /** Default full jitter from 1 to 30 s. */
  readonly backoff?: BackoffPolicy;
  /** A connection that stood this long counts as healthy, ms. Default 60,000. */
  readonly healthyMs?: number;
  /** A watched symbol without news for this long is silent, ms. Each source has its own default. */
  readonly dataSilenceMs?: number;
  /** A clock that is off by more than this is trouble, ms. Default 5,000. */
  readonly mostSkewMs?: number;
  /** Hears raw frames. */
  readonly raw?: RawTap;
}

export interface SocketOracleOptions extends SocketOracleSettings {
  readonly type: OracleType;
  readonly name: string;
  readonly url: string;
  readonly headers?: () => Record<string, string>;
  /** A connection without any frame or ping for this long is dead, ms. */
  readonly linkSilenceMs: number;
  readonly dataSilenceMs: number;
  readonly spacingMs: number;
  /** Symbols that one connection can carry. */
  readonly mostSymbols: number;
  readonly rotation?: Rotation;
  /** Why it cannot work, a missing key say; it then stays off. */
  readonly missing: string | null;
  readonly protocol: (desk: FeedDesk) => FeedProtocol;
}

/** A source over one socket: what all of them share around the protocol that tells them apart. */
export class SocketOracle implements OracleSource {
  readonly type: OracleType;
  readonly name: string;
  readonly #options: SocketOracleOptions;
  readonly #log: FeedLog;
  readonly #tally = new SourceTally();
  readonly #watch: DataWatch;
  readonly #link: FeedLink;
  readonly #protocol: FeedProtocol;
  readonly #symbols = new Set<string>();
  /** Refused, which is told once. */
  readonly #told = new Set<string>();
  /** The source itself said that it does not know them. */
  readonly #dropped = new Set<string>();
  #off: string | null;
  #started = false;

  constructor(options: SocketOracleOptions) {
    const { type, name, clock, dataSilenceMs, log = silentLog } = options;
    this.type = type;
    this.name = name;
    this.#options = options;
    this.#log = log;
    this.#off = options.missing;
    this.#watch = new DataWatch({
      clock,
      silenceMs: dataSilenceMs,
      silent: (symbols, silentMs) => {
        this.#tally.refuse('stale', `${name} said nothing of ${list(symbols)} for ${silentMs} ms`);
        this.#link.reconnect(`no data of ${list(symbols)} for ${silentMs} ms`);
      },
    });
    this.#protocol = options.protocol(this.#desk());
    this.#link = this.#makeLink();
  }

  async start(sink: OracleSink): Promise<void> {
    this.#tally.open(sink);
    this.#started = true;
    this.#off = this.#options.missing;
    if (this.#off !== null) this.#log('warn', `${this.name} stays off`, { reason: this.#off });
    await this.#run();
  }

  watch(symbols: readonly string[]): void {
    const { mostSymbols } = this.#options;
    const offered = [...new Set(symbols)].filter((symbol) => this.#offers(symbol));
    for (const symbol of offered.slice(mostSymbols)) this.#refuseSymbol(symbol, `it carries ${mostSymbols} at most`);
    const wanted = new Set(offered.slice(0, mostSymbols));
    const removed = [...this.#symbols].filter((symbol) => !wanted.has(symbol));
    const added = [...wanted].filter((symbol) => !this.#symbols.has(symbol));
    for (const symbol of removed) this.#symbols.delete(symbol);
    for (const symbol of added) this.#symbols.add(symbol);
    this.#watch.watch(this.#symbols);
    if (this.#link.connected && added.length + removed.length > 0) this.#protocol.changed(added, removed);
    void this.#run();
  }

  health(): OracleHealth {
    return {
      connected: this.#link.connected,
      ticks: this.#tally.ticks,
      refused: this.#tally.refused,
      reconnects: this.#link.reconnects,
      lastTickAt: this.#tally.lastTickAt,
      clockSkewMs: this.#tally.skewMs,
      trouble: this.#trouble(),
    };
  }

  /** Refusals by their kind. */
  refusedBy(): Readonly<Record<string, number>> {
    return this.#tally.refusedBy();
  }

  /** How often the connection was replaced as planned. */
  get rotations(): number {
    return this.#link.rotations;
  }

  async stop(): Promise<void> {
    this.#started = false;
    this.#halt();
    this.#tally.close();
  }

  /** Connects while there is something to watch: a connection without subscriptions is closed by some servers. */
  async #run(): Promise<void> {
    if (this.#started && this.#off === null && this.#symbols.size > 0) await this.#link.start();
    else this.#halt();
  }

  #halt(): void {
    this.#watch.pause();
    this.#link.stop();
    this.#protocol.down();
  }

  #trouble(): string | null {
    if (this.#off !== null) return this.#off;
    if (!this.#started || this.#symbols.size === 0) return null;
    if (!this.#link.connected) return `not connected: ${this.#link.ending?.reason ?? 'the first attempt is under way'}`;
    const silent = this.#watch.silent();
    if (silent.length > 0) return `no data of ${list(silent)} for more than ${this.#options.dataSilenceMs} ms`;
    const skew = this.#tally.skewMs;
    const { mostSkewMs = 5_000 } = this.#options;
    if (skew !== null && Math.abs(skew) > mostSkewMs)
      return `its clock is ${Math.round(Math.abs(skew))} ms ${skew > 0 ? 'ahead of' : 'behind'} ours, or its data is late`;
    return null;
  }

  #offers(symbol: string): boolean {
    if (this.#dropped.has(symbol)) return false;
    const reason = this.#protocol.refusal(symbol);
    if (reason !== null) this.#refuseSymbol(symbol, reason);
    return reason === null;
  }

  #refuseSymbol(symbol: string, reason: string): void {
    if (this.#told.has(symbol)) return;
    this.#told.add(symbol);
    this.#tally.refuse('unknown-symbol', `${this.name} does not offer ${symbol}: ${reason}`);
  }

  #makeLink(): FeedLink {
    const { url, headers, clock, random, backoff, healthyMs, rotation, linkSilenceMs, spacingMs, raw } = this.#options;
    return new FeedLink({
      url,
      ...(headers ? { headers } : {}),
      clock,
      random,
      silenceMs: linkSilenceMs,
      spacingMs,
      ...(rotation ? { rotation } : {}),
      ...(backoff ? { backoff } : {}),
      ...(healthyMs === undefined ? {} : { healthyMs }),
      ...(raw ? { raw: { tap: raw, name: this.name } } : {}),
      pause: (ending, plannedMs) => this.#pause(ending, plannedMs),
      opened: (say) => {
        this.#log('info', `${this.name} connected`, { symbols: this.#symbols.size });
        this.#watch.begin();
        this.#protocol.opened(say);
      },
      received: (text, receivedAt) => this.#protocol.frame(text, receivedAt),
      down: ({ reason }, stood) => {
        this.#log('warn', stood ? `${this.name} lost its connection` : `${this.name} cannot connect`, { reason });
        this.#watch.pause();
        this.#protocol.down();
      },
    });
  }

  #pause(ending: SocketEnding, plannedMs: number): number | null {
    const wait = this.#protocol.pause?.(ending, plannedMs) ?? plannedMs;
    return this.#off === null ? wait : null;
  }

  #desk(): FeedDesk {
    return {
      now: () => this.#options.clock.now(),
      symbols: () => this.#symbols,
      tick: (tick, clocked) => this.#tick(tick, clocked),
      timely: (time, receivedAt) => this.#tally.timely(this.name, time, receivedAt),
      heard: (symbol) => this.#watch.heard(symbol),
      refuse: (kind, message) => this.#tally.refuse(kind, message),
      say: (text) => this.#link.say(text),
      reconnect: (reason) => this.#link.reconnect(reason),
      rotate: () => this.#link.rotate(),
      drop: (symbol, reason) => {
        this.#refuseSymbol(symbol, reason);
        this.#dropped.add(symbol);
        this.#symbols.delete(symbol);
        this.#watch.watch(this.#symbols);
        void this.#run();
      },
      off: (reason) => {
        this.#off = reason;
        this.#log('warn', `${this.name} goes off`, { reason });
        this.#tally.refuse('off', `${this.name}: ${reason}`);
        this.#halt();
      },
    };
  }

  #tick(tick: OracleTick, clocked: boolean): void {
    // A candle that goes on being told says nothing about the prices it is made of.
    if (this.#tally.tick(tick, clocked) && tick.fact.kind !== 'candle') this.#watch.heard(tick.symbol);
  }
}

const list = (symbols: readonly string[]): string =>
  symbols.length <= 3 ? symbols.join(', ') : `${symbols.slice(0, 3).join(', ')} and ${symbols.length - 3} more`;
