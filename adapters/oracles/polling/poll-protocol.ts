import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { PageAnswer, PageRequest } from './page-request.js';

/** What the protocol of a source can do while it polls. */
export interface PollDesk {
  /** Unix ms. */
  now(): number;
  /** What is watched and offered now. */
  symbols(): ReadonlySet<string>;
  /** Delivers a tick. One that says the same as the last one of its quantity and source is not repeated. */
  tick(tick: OracleTick): void;
  /** The source's data of a symbol is as it should be, though there may be no tick. */
  heard(symbol: string): void;
  /** Counts something that was not used. `kind` is one of a few stable words. */
  refuse(kind: string, message: string): void;
  /** Leaves the source alone for so long, ms. */
  hold(forMs: number, reason: string): void;
  /** Stays off until the source is started anew; the reason is shown to a person. */
  off(reason: string): void;
}

/** One run of a job. */
export interface PollVisit {
  /** Asks for a page in its turn. Failures are counted and told already; the run counts as failed. */
  ask(request: PageRequest): Promise<PageAnswer>;
  /** What was answered is of no use: counted, the run is failed, and the page is wanted whole the next time. */
  useless(url: string, kind: string, message: string): void;
}

/** Something that is asked again and again. */
export interface PollJob {
  /** What it is, unique within the source: `observations knyc`. A job whose key stays the same goes on undisturbed. */
  readonly key: string;
  /** Time to the next one after a success, ms; asked after each. */
  readonly everyMs: () => number;
  readonly run: (visit: PollVisit) => Promise<void>;
}

/** How one source is polled: what it offers, what must be asked for that, and what answers mean. */
export interface PollProtocol {
  /** Null when the source offers the symbol, else why not. */
  refusal(symbol: string): string | null;
  /** What is to be asked for these symbols. */
  jobs(symbols: ReadonlySet<string>): readonly PollJob[];
  /**
   * What an unwelcome status means, before it is treated as any other: it may hold or switch off the source. Called with
   * failures alone.
   */
  failed?(answer: PageAnswer & { kind: 'failed' }): void;
}
