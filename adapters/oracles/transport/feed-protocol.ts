import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { SocketEnding } from '../../transport/socket-ending.js';

/** What a protocol can do with the source it belongs to. */
export interface FeedDesk {
  /** Unix ms. */
  now(): number;
  /** What is watched and offered now. */
  symbols(): ReadonlySet<string>;
  /** Delivers a tick. `clocked`: its event time is of now by the source's own clock. */
  tick(tick: OracleTick, clocked: boolean): void;
  /** Whether a time of something live can be; refuses it otherwise. Asked before anything is remembered by it. */
  timely(time: number, receivedAt: number): boolean;
  /** News of a symbol that makes no tick. */
  heard(symbol: string): void;
  /** Counts something that was not used. */
  refuse(kind: string, message: string): void;
  /** Says a text on the connection, in its turn. */
  say(text: string): void;
  reconnect(reason: string): void;
  /** Replaces the connection without a break. */
  rotate(): void;
  /** The source does not know this symbol after all. */
  drop(symbol: string, reason: string): void;
  /** Stays down until the source is started anew; the reason is shown to a person. */
  off(reason: string): void;
}

/** The wire protocol of one source: what it says when, and what frames mean. */
export interface FeedProtocol {
  /** Null when the source offers the symbol, else why not. */
  refusal(symbol: string): string | null;
  /** A connection stands: authenticate, subscribe. Called for each, also while another one is in use. */
  opened(say: (text: string) => void): void;
  /** What is watched has changed while a connection stands. */
  changed(added: readonly string[], removed: readonly string[]): void;
  frame(text: string, receivedAt: number): void;
  /** The connection is gone, with whatever was agreed on it. */
  down(): void;
  /**
   * What to wait after an ending, ms. To stay down it calls `off` on the desk. Default: what is planned.
   */
  pause?(ending: SocketEnding, plannedMs: number): number;
}
