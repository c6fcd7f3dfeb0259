/** What one publisher process and one consumer process do in one run of the benchmark. */
export interface RunPlan {
  readonly url: string;
  /** Key prefix of this run. */
  readonly prefix: string;
  /** `bare`: ioredis with the same commands and nothing else. `bus`: RedisBus. */
  readonly through: 'bare' | 'bus';
  readonly delivery: 'feed' | 'durable';
  /** Messages sent. */
  readonly count: number;
  /** Messages per second; null for as many as go. */
  readonly rate: number | null;
}

/** What the consumer process reports. */
export interface RunResult {
  /** Messages per second from the first sent to the last handled. */
  readonly throughput: number;
  /** 99th percentile of the time from publish to handler, ms. */
  readonly p99Ms: number;
}

export const STREAM = 'bench';
export const GROUP = 'bench';
/** Above what a run sends: a consumer slower than its publisher loses nothing. */
export const MAX_LENGTH = 200_000;
/** Messages the drivers send in one step (one pipeline of bare ioredis), and steps under way. */
export const BATCH = 512;
export const IN_FLIGHT = 4;

/** Whole microseconds on a clock that all processes of a machine share. */
export function microseconds(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

const PAYLOAD_BYTES = 200;
const pad = 'x'.repeat(PAYLOAD_BYTES - '{"key":"k","n":1234567890123,"pad":""}'.length);

/** A payload of 200 bytes as JSON that carries the time it was made. */
export function payloadNow(): { readonly key: string; readonly n: number; readonly pad: string } {
  return { key: 'k', n: microseconds(), pad };
}
