import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Cancel } from '../../clock/clock.js';
import { systemClock } from '../../clock/system-clock.js';
import { startPrivateRedis } from '../test-redis.js';
import type { RunPlan, RunResult } from './run-plan.js';

export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What `value` is held against. */
  readonly reference: number;
  /** `value / reference`. */
  readonly ratio: number;
  /** Bound of the ratio: at least for throughput, at most for latency. */
  readonly limit: number;
  readonly ok: boolean;
  readonly note: string;
}

const RUNS = 5;
const THROUGHPUT_COUNT = 100_000;
const LATENCY_RATE = 10_000;
const LATENCY_COUNT = 25_000;
const THROUGHPUT_LIMIT = 0.7;
const LATENCY_LIMIT = 2;
/** A run that takes longer, in ms, has lost messages. */
const RUN_TIMEOUT_MS = 60_000;
/** BullMQ's own published figure; it is quoted, not measured here. */
const BULLMQ_JOBS_PER_SECOND = 13_800;

const worker = fileURLToPath(new URL('./worker.js', import.meta.url));

/** Measures the Redis bus against bare ioredis doing the same on a private server. Takes about two minutes. */
export async function runBusBench(): Promise<BenchRow[]> {
  const redis = await startPrivateRedis();
  try {
    const rows: BenchRow[] = [];
    for (const delivery of ['feed', 'durable'] as const) {
      const what = delivery === 'feed' ? 'feed (XADD MAXLEN ~, XREAD)' : 'durable (XADD, XREADGROUP, XACK)';
      const fast = await compare(
        { url: redis.url, delivery, count: THROUGHPUT_COUNT, rate: null },
        (r) => r.throughput,
      );
      rows.push(row(`bus throughput, ${what}`, fast, 'msg/s', 'at least', THROUGHPUT_LIMIT, 'against bare ioredis'));
      if (delivery === 'durable') {
        const jobs = { value: fast.value, reference: BULLMQ_JOBS_PER_SECOND };
        rows.push(
          row(`bus throughput, ${what}`, jobs, 'msg/s', 'at least', 1, 'against BullMQ, 13,800 jobs/s as published'),
        );
      }
      const paced = await compare(
        { url: redis.url, delivery, count: LATENCY_COUNT, rate: LATENCY_RATE },
        (r) => r.p99Ms,
      );
      const note = `against bare ioredis, at ${LATENCY_RATE} msg/s`;
      rows.push(row(`bus p99 latency, ${what}`, paced, 'ms', 'at most', LATENCY_LIMIT, note));
    }
    return rows;
  } finally {
    await redis.stop();
  }
}

interface Comparison {
  readonly value: number;
  readonly reference: number;
}

/** Medians of bus and bare over runs that alternate, so that both see the same machine. */
async function compare(
  plan: Omit<RunPlan, 'through' | 'prefix'>,
  measure: (result: RunResult) => number,
): Promise<Comparison> {
  const bus: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(measure(await runOnce({ ...plan, through: 'bare', prefix: `${randomUUID()}:` })));
    bus.push(measure(await runOnce({ ...plan, through: 'bus', prefix: `${randomUUID()}:` })));
  }
  return { value: median(bus), reference: median(bare) };
}

async function runOnce(plan: RunPlan): Promise<RunResult> {
  const started: ChildProcess[] = [];
  let cancelTimeout: Cancel = () => undefined;
  const start = (role: 'publish' | 'consume') => {
    const child = fork(worker, [role, JSON.stringify(plan)]);
    started.push(child);
    return child;
  };
  try {
    return await new Promise<RunResult>((resolve, reject) => {
      const tooLong = () => reject(new Error(`a run did not end in ${RUN_TIMEOUT_MS} ms`));
      cancelTimeout = systemClock.after(RUN_TIMEOUT_MS, tooLong);
      const failed = (code: number | null) =>
        code !== 0 && code !== null && reject(new Error(`a process ended with ${code}`));
      const consumer = start('consume').on('exit', failed);
      consumer.on('message', (message: { ready?: true; result?: RunResult }) => {
        if (message.ready) start('publish').on('exit', failed);
        if (message.result) resolve(message.result);
      });
    });
  } finally {
    cancelTimeout();
    for (const child of started) child.kill('SIGKILL');
  }
}

function row(
  name: string,
  { value, reference }: Comparison,
  unit: string,
  side: 'at least' | 'at most',
  limit: number,
  note: string,
): BenchRow {
  const ratio = value / reference;
  return {
    name,
    value,
    unit,
    reference,
    ratio,
    limit,
    ok: side === 'at least' ? ratio >= limit : ratio <= limit,
    note,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
