import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { OracleFact, OracleTick, OracleType } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { OracleHealth, OracleSink, OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { BackoffPolicy } from '../../transport/backoff.js';
import { type FeedLog, silentLog } from '../../transport/feed-log.js';
import { ClockSkew } from '../transport/clock-skew.js';
import { DataWatch } from '../transport/data-watch.js';
import { SourceTally } from '../transport/source-tally.js';
import { PageClient } from './page-client.js';
import type { PageAnswer, PageRequest } from './page-request.js';
import type { PollDesk, PollJob, PollProtocol } from './poll-protocol.js';
import { type PollResult, PollSchedule } from './poll-schedule.js';
import { RecentTicks } from './recent-ticks.js';
import { RequestBudget, type RequestLimit } from './request-budget.js';
import { SourceStanding } from './source-standing.js';
import { withoutKeys } from './without-keys.js';

/** What every polled source is told. */
export interface PolledOracleSettings {
  readonly clock: Clock;
  readonly random: Random;
  readonly log?: FeedLog;
  /** Said to every server; some refuse who does not say it. Default the name of this program. */
  readonly userAgent?: string;
  /** Default full jitter from 1 to 60 s. */
  readonly backoff?: BackoffPolicy;
  /** Patience for one answer, ms. Default 15,000. */
  readonly timeoutMs?: number;
  /** A watched symbol without fresh data for this long is stale, ms. Each source has its own default. */
  readonly dataSilenceMs?: number;
  /** A clock that is off by more than this is trouble, ms. Default 5,000. */
  readonly mostSkewMs?: number;
  /** Hears answers, keys taken out of their addresses. */
  readonly raw?: RawTap;
}

export interface PolledOracleOptions extends PolledOracleSettings {
  readonly type: OracleType;
  readonly name: string;
  readonly dataSilenceMs: number;
  readonly mostSymbols: number;
  /** What the server allows. */
  readonly limits: readonly RequestLimit[];
  /** Keys that it is asked with, to be taken out of anything that is shown. */
  readonly keys: readonly string[];
  /** Why it cannot work, a missing key say; it then stays off. */
  readonly missing: string | null;
  /** Facts that show that its data is fresh; absent: all. A forecast made anew says nothing about a dead thermometer. */
  readonly freshBy?: ReadonlySet<OracleFact['kind']>;
  /** Requests at once. Default 2. */
  readonly atOnce?: number;
  readonly protocol: (desk: PollDesk) => PollProtocol;
}

const BACKOFF: BackoffPolicy = { baseMs: 1_000, maxMs: 60_000 };
/** What is stamped further ahead than this is no matter of clocks, ms. */
const MOST_AHEAD_MS = 600_000;
/** Dates of answers are cut to seconds; on average half a one is missing. */
const HALF_SECOND_MS = 500;
const JITTER = 0.1;
/** Statuses that say the request is wrong, rather than that it came at a bad time. */
const REFUSING = /^4(?!08|25|29)/;

/** A source that is asked again and again: what all of them share around the protocol that tells them apart. */
export class PolledOracle implements OracleSource {
  readonly type: OracleType;
  readonly name: string;
  readonly #options: PolledOracleOptions;
  readonly #log: FeedLog;
  readonly #tally = new SourceTally();
  readonly #skew = new ClockSkew();
  readonly #recent = new RecentTicks();
  readonly #watch: DataWatch;
  #client: PageClient;
  readonly #budget: RequestBudget;
  readonly #schedule: PollSchedule;
  #protocol: PollProtocol;
  readonly #standing: SourceStanding;
  readonly #symbols = new Set<string>();
  /** Refused, which is told once. */
  readonly #told = new Set<string>();
  #lifetime = new AbortController();
  #off: string | null;
  #started = false;
  #asking = 0;
  #tried: (() => void) | null = null;

  constructor(options: PolledOracleOptions) {
    const { type, name, clock, random, dataSilenceMs, log = silentLog } = options;
    this.type = type;
    this.name = name;
    this.#options = options;
    this.#log = log;
    this.#off = options.missing;
    this.#standing = new SourceStanding(clock);
    this.#watch = new DataWatch({
      clock,
      silenceMs: dataSilenceMs,
      silent: (symbols, silentMs) =>
        this.#tally.refuse('stale', `${name} has had nothing new of ${list(symbols)} for ${silentMs} ms`),
    });
    this.#client = this.#makeClient();
    this.#budget = new RequestBudget(clock, options.limits);
    this.#schedule = new PollSchedule({
      clock,
      random,
      atOnce: options.atOnce ?? 2,
      jitter: JITTER,
      backoff: options.backoff ?? BACKOFF,
      run: (job) => this.#run(job),
    });
    this.#protocol = options.protocol(this.#desk());
  }

  async start(sink: OracleSink): Promise<void> {
    this.#tally.open(sink);
    this.#started = true;
    this.#off = this.#options.missing;
    this.#lifetime = new AbortController();
    if (this.#off !== null) {
      this.#log('warn', `${this.name} stays off`, { reason: this.#off });
      return;
    }
    if (this.#symbols.size === 0) return;
    const tried = new Promise<void>((resolve) => (this.#tried = resolve));
    this.#plan();
    if (this.#schedule.busy === 0) this.#answerStart();
    await tried;
  }

  watch(symbols: readonly string[]): void {
    const { mostSymbols } = this.#options;
    const offered = [...new Set(symbols)].filter((symbol) => this.#offers(symbol));
    for (const symbol of offered.slice(mostSymbols))
      this.#refuseSymbol(symbol, `it is asked for ${mostSymbols} at most`);
    this.#symbols.clear();
    for (const symbol of offered.slice(0, mostSymbols)) this.#symbols.add(symbol);
    this.#watch.watch(this.#symbols);
    this.#plan();
  }

  health(): OracleHealth {
    return {
      connected: this.#standing.connected,
      ticks: this.#tally.ticks,
      refused: this.#tally.refused,
      reconnects: this.#standing.recoveries,
      lastTickAt: this.#tally.lastTickAt,
      clockSkewMs: this.#skew.ms,
      trouble: this.#trouble(),
    };
  }

  /** Refusals by their kind. */
  refusedBy(): Readonly<Record<string, number>> {
    return this.#tally.refusedBy();
  }

  /** Requests that are under way. */
  get asking(): number {
    return this.#asking;
  }

  async stop(): Promise<void> {
    this.#started = false;
    this.#watch.pause();
    this.#lifetime.abort(new Error('stopped'));
    await this.#schedule.stop();
    this.#tally.close();
    this.#recent.clear();
    // Who starts it anew wants to be told everything, so nothing may count as told or unchanged.
    this.#client = this.#makeClient();
    this.#protocol = this.#options.protocol(this.#desk());
    this.#standing.reset();
    this.#answerStart();
  }

  #plan(): void {
    if (!this.#started || this.#off !== null) return;
    if (this.#symbols.size > 0) this.#watch.begin();
    else this.#watch.pause();
    // Asked also when there is nothing to do: the protocol then forgets what it knew.
    const jobs = this.#protocol.jobs(this.#symbols);
    this.#schedule.replace(this.#symbols.size > 0 ? jobs : []);
  }

  #makeClient(): PageClient {
    const { name, clock, keys, raw, userAgent = 'pm-arbitrage', timeoutMs = 15_000 } = this.#options;
    return new PageClient({ name, clock, keys, userAgent, timeoutMs, ...(raw ? { raw } : {}) });
  }

  async #run(job: PollJob): Promise<PollResult> {
    let result: PollResult = 'done';
    const ended = (how: 'failed' | 'refused') => {
      if (result !== 'failed') result = how;
    };
    try {
      await job.run({
        ask: (request) => this.#ask(request, ended),
        useless: (url, kind, message) => {
          this.#client.forget(url);
          this.#tally.refuse(kind, message);
          this.#standing.failed(message);
          ended('failed');
        },
      });
    } catch (error) {
      // A protocol that throws is a defect of ours; the source goes on with its other jobs.
      this.#tally.refuse('defect', `${this.name}: ${withoutKeys(messageOf(error), this.#options.keys)}`);
      ended('failed');
    }
    this.#answerStart();
    return result;
  }

  async #ask(request: PageRequest, ended: (how: 'failed' | 'refused') => void): Promise<PageAnswer> {
    const { signal } = this.#lifetime;
    const wait = this.#standing.waitMs || (await this.#budget.take(request.cost ?? 1, signal));
    if (wait > 0) {
      if (!signal.aborted) this.#hold(wait, 'its budget of requests is used up');
      ended('failed');
      return unasked('on hold');
    }
    this.#asking++;
    const answer = await this.#client.ask(request, signal).finally(() => this.#asking--);
    if (signal.aborted) return unasked('stopped');
    if (answer.kind === 'failed') {
      this.#failed(answer);
      ended(REFUSING.test(String(answer.status)) ? 'refused' : 'failed');
    } else this.#succeeded(answer);
    return answer;
  }

  #succeeded(answer: PageAnswer & { kind: 'page' | 'unchanged' }): void {
    if (this.#standing.succeeded()) this.#log('info', `${this.name} answers again`);
    if (answer.kind === 'page') this.#observeClock(answer.headers, answer.receivedAt);
  }

  #failed(answer: PageAnswer & { kind: 'failed' }): void {
    const { reason, status, fault, retryAfterMs } = answer;
    if (this.#standing.failed(reason)) this.#log('warn', `${this.name} does not answer as it should`, { reason });
    this.#tally.refuse(status === 429 ? 'rate-limited' : fault, reason);
    this.#protocol.failed?.(answer);
    if (status === 429) {
      this.#budget.drain();
      this.#hold(retryAfterMs ?? this.#standing.limitedPause(), 'it says that it was asked too often');
    } else if (retryAfterMs !== null && status >= 500) this.#hold(retryAfterMs, 'it asks to be left alone');
  }

  /** What a cache kept is as old as it says. */
  #observeClock(headers: Headers, receivedAt: number): void {
    const date = Date.parse(headers.get('date') ?? '');
    const age = Number(headers.get('age') ?? 0);
    if (Number.isNaN(date) || Number.isNaN(age)) return;
    this.#skew.observe(date + HALF_SECOND_MS + age * 1_000, receivedAt);
  }

  #hold(forMs: number, reason: string): void {
    if (this.#standing.hold(forMs, reason)) this.#schedule.hold(forMs);
  }

  #trouble(): string | null {
    if (this.#off !== null) return this.#off;
    if (!this.#started || this.#symbols.size === 0) return null;
    const { trouble } = this.#standing;
    if (trouble !== null) return trouble;
    const silent = this.#watch.silent();
    if (silent.length > 0) return `nothing new of ${list(silent)} for more than ${this.#options.dataSilenceMs} ms`;
    const skew = this.#skew.ms;
    const { mostSkewMs = 5_000 } = this.#options;
    if (skew !== null && Math.abs(skew) > mostSkewMs)
      return `its clock is ${Math.round(Math.abs(skew))} ms ${skew > 0 ? 'ahead of' : 'behind'} ours`;
    return null;
  }

  #offers(symbol: string): boolean {
    const reason = this.#protocol.refusal(symbol);
    if (reason !== null) this.#refuseSymbol(symbol, reason);
    return reason === null;
  }

  #refuseSymbol(symbol: string, reason: string): void {
    if (this.#told.has(symbol)) return;
    this.#told.add(symbol);
    this.#tally.refuse('unknown-symbol', `${this.name} does not offer ${symbol}: ${reason}`);
  }

  #answerStart(): void {
    this.#tried?.();
    this.#tried = null;
  }

  #desk(): PollDesk {
    return {
      now: () => this.#options.clock.now(),
      symbols: () => this.#symbols,
      tick: (tick) => this.#tick(tick),
      heard: (symbol) => this.#watch.heard(symbol),
      refuse: (kind, message) => this.#tally.refuse(kind, withoutKeys(message, this.#options.keys)),
      hold: (forMs, reason) => this.#hold(forMs, reason),
      off: (reason) => {
        this.#off = reason;
        this.#log('warn', `${this.name} goes off`, { reason });
        this.#tally.refuse('off', `${this.name}: ${reason}`);
        this.#watch.pause();
        this.#schedule.replace([]);
      },
    };
  }

  #tick(tick: OracleTick): void {
    if (!this.#started) return;
    if (tick.eventTime - tick.receivedAt > MOST_AHEAD_MS) {
      const ahead = tick.eventTime - tick.receivedAt;
      this.#tally.refuse('bad-time', `${tick.source} stamps ${tick.symbol} ${ahead} ms ahead of now`);
      return;
    }
    if (!this.#recent.isNews(tick)) return;
    this.#tally.tick(tick, false);
    if (this.#options.freshBy?.has(tick.fact.kind) ?? true) this.#watch.heard(tick.symbol);
  }
}

const unasked = (reason: string): PageAnswer => ({
  kind: 'failed',
  fault: 'no-answer',
  status: 0,
  text: '',
  headers: new Headers(),
  retryAfterMs: null,
  reason,
});

const list = (symbols: readonly string[]): string =>
  symbols.length <= 3 ? symbols.join(', ') : `${symbols.slice(0, 3).join(', ')} and ${symbols.length - 3} more`;
