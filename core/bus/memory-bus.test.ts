import { describe, expect, it } from 'vitest';
import { SimulatedClock } from '../clock/simulated-clock.js';
import { systemClock } from '../clock/system-clock.js';
import { randomIds, seededIds } from '../random/ids.js';
import { seededRandom } from '../random/random.js';
import { describeBusContract } from './bus.contract.js';
import { MemoryBus } from './memory-bus.js';
import { MemoryHub } from './memory-hub.js';
import { testChannel } from './test-channels.js';

const redelivery = { maxAttempts: 5, backoffMs: () => 1 };

describeBusContract('MemoryBus', async () => {
  const hub = new MemoryHub();
  const buses: MemoryBus[] = [];
  const bus: MemoryBus = new MemoryBus(hub, { source: 'burst', clock: systemClock, ids: randomIds });
  return {
    bus(source, hooks) {
      const made = new MemoryBus(hub, { source, clock: systemClock, ids: randomIds, redelivery, ...hooks });
      buses.push(made);
      return made;
    },
    async burst(channel, payloads) {
      for (const payload of payloads) bus.publish(channel, payload);
    },
    async close() {
      for (const made of buses) made.abort();
    },
  };
});

describe('MemoryBus in a replay', () => {
  const feed = testChannel('feed', 'feed');
  const work = testChannel('work', 'durable', 10);

  const busOn = (hub: MemoryHub, clock: SimulatedClock) =>
    new MemoryBus(hub, { source: 'agent', clock, ids: seededIds(seededRandom(7)) });

  async function replay(): Promise<string> {
    const hub = new MemoryHub();
    const clock = new SimulatedClock(1_000);
    const bus = busOn(hub, clock);
    const seen: unknown[] = [];
    await bus.follow([feed], (payload, envelope) => {
      seen.push(envelope);
      void bus.publishDurable(work, { key: 'answer', n: payload.n }, { because: envelope });
    });
    for (const group of ['a', 'b']) {
      await bus.consume(work, { group, consumer: 'one' }, async (_payload, envelope) => {
        seen.push([group, envelope]);
        await Promise.resolve();
        if (group === 'a') bus.publish(feed, { key: 'echo', n: -1 });
        if (group === 'a') throw new Error('once more');
      });
    }
    bus.publish(feed, { key: 'k', n: 1 });
    for (let step = 0; step < 20; step++) {
      await hub.idle();
      clock.advanceBy(50);
      if (seen.length > 200) break;
    }
    return JSON.stringify(seen);
  }

  it('gives the same deliveries, ids and times every time', async () => {
    const first = await replay();
    expect(first.length).toBeGreaterThan(1_000);
    expect(await replay()).toBe(first);
  });

  it('is idle while a message waits for its backoff, and redelivers when the clock gets there', async () => {
    const hub = new MemoryHub();
    const clock = new SimulatedClock(0);
    const bus = busOn(hub, clock);
    const at: number[] = [];
    await bus.consume(work, { group: 'g', consumer: 'one' }, async () => {
      at.push(clock.now());
      throw new Error('never');
    });
    await bus.publishDurable(work, { key: 'k', n: 1 });
    for (let due: number | null = 0; due !== null; due = clock.nextDue()) {
      clock.advanceTo(due);
      await hub.idle();
    }
    expect(at).toEqual([0, 100, 400, 1_300, 4_000]);
    expect(bus.counters('work').parked).toBe(1);
  });

  it('refuses a durable message when too many wait for acknowledgement, and drops the oldest when nobody reads', async () => {
    const hub = new MemoryHub();
    const clock = new SimulatedClock(0);
    const bus = busOn(hub, clock);
    for (let n = 0; n < 15; n++) await bus.publishDurable(work, { key: 'k', n });
    const seen: number[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    await bus.consume(work, { group: 'g', consumer: 'one' }, async (payload) => {
      seen.push(payload.n);
      await gate;
    });
    await expect(bus.publishDurable(work, { key: 'k', n: 15 })).rejects.toMatchObject({ code: 'bus.unavailable' });
    open();
    await hub.idle();
    expect(seen).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    await bus.publishDurable(work, { key: 'k', n: 16 });
    await hub.idle();
    expect(seen.at(-1)).toBe(16);
  });
});
