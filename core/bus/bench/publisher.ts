import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { systemClock } from '../../clock/system-clock.js';
import { randomIds } from '../../random/ids.js';
import { RedisBus } from '../redis-bus.js';
import { testChannel } from '../test-channels.js';
import { BATCH, IN_FLIGHT, MAX_LENGTH, payloadNow, type RunPlan, STREAM } from './run-plan.js';

/** Sends a number of messages, encoded as JSON either way; returns when the next ones may be sent. */
type Send = (count: number) => Promise<void>;

/** Runs `step` with at most IN_FLIGHT of its promises open. */
function windowed(step: (count: number) => Promise<unknown>): Send {
  const open = new Set<Promise<unknown>>();
  return async (count) => {
    const sent: Promise<unknown> = step(count).then(() => open.delete(sent));
    open.add(sent);
    if (open.size >= IN_FLIGHT) await Promise.race(open);
  };
}

async function openBare(plan: RunPlan): Promise<Send> {
  const redis = new Redis(plan.url);
  await redis.ping();
  const key = plan.prefix + STREAM;
  return windowed((count) => {
    const pipeline = redis.pipeline();
    for (let i = 0; i < count; i++) {
      const text = JSON.stringify(payloadNow());
      if (plan.delivery === 'feed') pipeline.xadd(key, 'MAXLEN', '~', MAX_LENGTH, '*', 'm', text);
      else pipeline.xadd(key, '*', 'm', text);
    }
    return pipeline.exec();
  });
}

async function openBus(plan: RunPlan): Promise<Send> {
  const bus = new RedisBus({ ...plan, source: 'bench:publisher', clock: systemClock, ids: randomIds });
  while (!bus.connected) await pause(1);
  const channel = testChannel(STREAM, plan.delivery, MAX_LENGTH);
  if (plan.delivery === 'durable') {
    return windowed((count) =>
      Promise.all(Array.from({ length: count }, () => bus.publishDurable(channel, payloadNow()))),
    );
  }
  return async (count) => {
    for (let i = 0; i < count; i++) bus.publish(channel, payloadNow());
    while (bus.buffered > 0) await nextTurn();
  };
}

/** The publisher process: sends what the plan says, at full speed or paced in steps of a millisecond. */
export async function publishAll(plan: RunPlan): Promise<void> {
  const send = await (plan.through === 'bare' ? openBare(plan) : openBus(plan));
  const start = systemClock.monotonic();
  for (let sent = 0; sent < plan.count;) {
    let due = plan.count;
    if (plan.rate !== null) {
      await pause(1);
      due = Math.min(due, Math.floor(((systemClock.monotonic() - start) * plan.rate) / 1_000));
    }
    const count = Math.min(BATCH, due - sent);
    if (count > 0) await send(count);
    sent += count;
  }
}
