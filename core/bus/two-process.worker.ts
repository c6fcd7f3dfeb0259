import { systemClock } from '../clock/system-clock.js';
import { randomIds } from '../random/ids.js';
import { RedisBus } from './redis-bus.js';
import { testChannel } from './test-channels.js';

/** A consumer process for the tests: reports every message to its parent, which kills it. */
const [url = '', prefix = '', consumer = ''] = process.argv.slice(2);
const bus = new RedisBus({ url, prefix, source: consumer, clock: systemClock, ids: randomIds, claimIdleMs: 300 });
await bus.consume(testChannel('work', 'durable'), { group: 'group', consumer }, async ({ n }) => {
  process.send?.(n);
  // The one that is to die holds on to message 10.
  if (consumer === 'dying' && n === 10) await new Promise(() => undefined);
});
