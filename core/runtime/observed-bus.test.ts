import { Writable } from 'node:stream';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { MemoryBus } from '../bus/memory-bus.js';
import { MemoryHub } from '../bus/memory-hub.js';
import { testChannel } from '../bus/test-channels.js';
import { sleep } from '../clock/clock.js';
import { SimulatedClock } from '../clock/simulated-clock.js';
import { systemClock } from '../clock/system-clock.js';
import { createLogger } from '../log/logger.js';
import { seededIds } from '../random/ids.js';
import { seededRandom } from '../random/random.js';
import { ObservedBus } from './observed-bus.js';

function place() {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const hub = new MemoryHub();
  const clock = new SimulatedClock(1_000_000);
  const registry = new Registry();
  const inner = new MemoryBus(hub, { source: 'strategy:a', clock, ids: seededIds(seededRandom(1)) });
  const bus = new ObservedBus(inner, 'strategy:a', clock, registry);
  return { lines, log: createLogger('info', sink), hub, clock, registry, bus };
}

const durable = testChannel('durable', 'durable');
const latest = testChannel('latest.one', 'latest');

it('puts the trace of the message in every log line on its way, also behind an await and where handlers overlap', async () => {
  const { bus, log, lines, hub } = place();
  const child = log.child({ agent: 'strategy:a' });
  const work = async (what: string) => {
    child.info(`${what} begun`);
    await sleep(systemClock, 1);
    child.info(`${what} ended`);
  };
  await bus.consume(durable, { group: 'one', consumer: 'c' }, ({ n }) => work(`one ${n}`));
  await bus.consume(durable, { group: 'two', consumer: 'c' }, ({ n }) => work(`two ${n}`));
  await bus.follow([latest], ({ n }) => child.info(`latest ${n}`));
  child.info('no message');
  const traces = new Map<number, string>();
  for (const n of [1, 2]) traces.set(n, (await bus.publishDurable(durable, { key: 'k', n })).trace);
  bus.publish(latest, { key: 'k', n: 3 }, { because: { id: 'i', trace: 'the first cause' } });
  await hub.idle();
  const traceOf = (text: string) => lines.filter(({ msg }) => msg === text).map(({ trace }) => trace);
  expect(lines).toHaveLength(10);
  expect(traceOf('no message')).toEqual([undefined]);
  expect(traceOf('latest 3')).toEqual(['the first cause']);
  for (const group of ['one', 'two'])
    for (const n of [1, 2])
      for (const end of ['begun', 'ended']) expect(traceOf(`${group} ${n} ${end}`)).toEqual([traces.get(n)]);
});

it('counts by channel and not by stream, tells how far groups are behind, and how long messages waited', async () => {
  const { bus, clock, registry, hub } = place();
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  for (const n of [1, 2, 3]) await bus.publishDurable(durable, { key: 'k', n });
  clock.advanceBy(40);
  await bus.consume(durable, { group: 'g', consumer: 'c' }, () => promise);
  await bus.measure();
  const text = await registry.metrics();
  expect(text).toContain('pma_bus_lag_messages{channel="durable",group="g"} 3');
  expect(text).toContain('pma_bus_messages_total{agent="strategy:a",channel="durable",event="published"} 3');
  resolve();
  await hub.idle();
  await bus.measure();
  const later = await registry.metrics();
  expect(later).toContain('pma_bus_lag_messages{channel="durable",group="g"} 0');
  expect(later).toContain('pma_bus_messages_total{agent="strategy:a",channel="durable",event="delivered"} 3');
  expect(later).toContain('pma_bus_delivery_seconds_sum{agent="strategy:a",channel="durable"} 0.12');
});
