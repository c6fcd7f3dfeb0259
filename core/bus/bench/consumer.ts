import { Redis } from 'ioredis';
import { systemClock } from '../../clock/system-clock.js';
import { randomIds } from '../../random/ids.js';
import { RedisBus } from '../redis-bus.js';
import { testChannel } from '../test-channels.js';
import { GROUP, MAX_LENGTH, microseconds, type RunPlan, type RunResult, STREAM } from './run-plan.js';

type Reply = [key: string, entries: [id: string, fields: string[]][]][] | null;

/** The part of a paced run that is not measured: processes warm up. */
const WARM_UP = 0.25;

/** Takes the time each message was sent, in µs, and makes the result of all. */
class Stopwatch {
  readonly #latencies: number[] = [];
  readonly finished: Promise<RunResult>;
  #resolve!: (result: RunResult) => void;
  #firstSent = 0;
  #taken = 0;

  constructor(private readonly plan: RunPlan) {
    this.finished = new Promise((resolve) => (this.#resolve = resolve));
  }

  take(sent: number): void {
    const now = microseconds();
    if (this.#taken++ === 0) this.#firstSent = sent;
    if (this.#taken > this.plan.count * WARM_UP) this.#latencies.push(now - sent);
    if (this.#taken < this.plan.count) return;
    this.#latencies.sort((a, b) => a - b);
    this.#resolve({
      throughput: this.plan.count / ((now - this.#firstSent) / 1e6),
      p99Ms: (this.#latencies[Math.floor(this.#latencies.length * 0.99)] ?? 0) / 1_000,
    });
  }
}

async function consumeBare(plan: RunPlan, onReady: () => void, watch: Stopwatch): Promise<void> {
  const redis = new Redis(plan.url);
  const acks = new Redis(plan.url);
  const key = plan.prefix + STREAM;
  const durable = plan.delivery === 'durable';
  if (durable) await redis.xgroup('CREATE', key, GROUP, '0', 'MKSTREAM');
  await acks.ping();
  onReady();
  let last = '0-0';
  for (let taken = 0; taken < plan.count;) {
    const reply = (await (durable
      ? redis.xreadgroup('GROUP', GROUP, 'one', 'COUNT', 512, 'BLOCK', 1_000, 'STREAMS', key, '>')
      : redis.xread('COUNT', 1_000, 'BLOCK', 1_000, 'STREAMS', key, last))) as Reply;
    const entries = reply?.[0]?.[1] ?? [];
    for (const [, fields] of entries) watch.take((JSON.parse(fields[1] ?? '') as { n: number }).n);
    if (durable && entries.length > 0) void acks.xack(key, GROUP, ...entries.map(([id]) => id));
    last = entries.at(-1)?.[0] ?? last;
    taken += entries.length;
  }
}

async function consumeBus(plan: RunPlan, onReady: () => void, watch: Stopwatch): Promise<void> {
  const bus = new RedisBus({ ...plan, source: 'bench:consumer', clock: systemClock, ids: randomIds });
  const channel = testChannel(STREAM, plan.delivery, MAX_LENGTH);
  if (plan.delivery === 'durable') {
    await bus.consume(channel, { group: GROUP, consumer: 'one' }, async (payload) => watch.take(payload.n));
  } else {
    await bus.follow([channel], (payload) => watch.take(payload.n));
  }
  onReady();
}

/** The consumer process: takes what the plan says and reports how it went. */
export async function consumeAll(plan: RunPlan, onReady: () => void): Promise<RunResult> {
  const watch = new Stopwatch(plan);
  await (plan.through === 'bare' ? consumeBare(plan, onReady, watch) : consumeBus(plan, onReady, watch));
  return watch.finished;
}
