import type { OracleTick, OracleType } from '../domain/oracle-tick.js';
import type { FeedRefusal } from './market-data.js';

/** How a source is doing. */
export interface OracleHealth {
  /** Connected, or its last poll was answered. */
  readonly connected: boolean;
  readonly ticks: number;
  readonly refused: number;
  readonly reconnects: number;
  /** Unix ms of the last tick; null before the first. */
  readonly lastTickAt: number | null;
  /** By how much the source's clock is ahead of ours, ms, smoothed; null where it says no time. */
  readonly clockSkewMs: number | null;
  /** Why it is off or not to be used, for a person; null: it works. */
  readonly trouble: string | null;
}

/** Receives what a source says. Called synchronously, in the order of arrival; must not throw. */
export interface OracleSink {
  tick(tick: OracleTick): void;
  refused(refusal: FeedRefusal): void;
}

/**
 * One source of facts about the world. It reconnects, keeps its rate limits and watches the age of its data by itself;
 * what it cannot read it refuses and counts.
 */
export interface OracleSource {
  readonly type: OracleType;
  readonly name: string;
  /** Begins to deliver; resolves when the connection was tried, whether it stands or not. */
  start(sink: OracleSink): Promise<void>;
  /** Replaces what it is to watch: symbols in the form of ticks. What it cannot offer it refuses, once. */
  watch(symbols: readonly string[]): void;
  health(): OracleHealth;
  stop(): Promise<void>;
}
