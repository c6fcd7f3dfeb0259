import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import type { KalshiRest } from './kalshi-rest.js';
import type { OrderDesk } from './order-desk.js';

const PATH = '/portfolio/events/orders';
/** What rests is counted first, unless that takes longer. */
const COUNT_PATIENCE_MS = 500;
const VERIFY_PATIENCE_MS = 15_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Cancels every resting order on every shard, and makes sure that none is left: the listing lags, and an order that was
 * on its way may come to rest after the cancel, so it is repeated until nothing rests.
 * @returns how many orders were seen resting; ones younger than the listing are cancelled uncounted
 * @throws CodedError that says how many are left when the venue cannot be brought to it
 */
export async function cancelEverything(parts: {
  readonly rest: KalshiRest;
  readonly desk: OrderDesk;
  readonly clock: Clock;
  readonly log: Logger;
}): Promise<number> {
  const { rest, desk, clock, log } = parts;
  const seen = new Set<string>();
  const count = async () => {
    const resting = await desk.resting();
    for (const order of resting) seen.add(order.order_id);
    return resting.length;
  };
  const counted = count().catch((error: unknown) => {
    log.warn({ error: messageOf(error) }, 'orders at Kalshi cannot be listed before they are cancelled');
  });
  await Promise.race([counted, sleep(clock, COUNT_PATIENCE_MS)]);

  const deadline = clock.monotonic() + VERIFY_PATIENCE_MS;
  let problem = '';
  let left: number | null = null;
  let cancelledAt = 0;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
    try {
      if (left !== 0) {
        await rest.delete({ path: PATH, attempts: 2, timeoutMs: 3_000 }, null);
        cancelledAt = rest.time.now();
      }
      const asOf = await desk.readsAsOf();
      left = await count();
      if (left === 0 && asOf >= cancelledAt) return seen.size;
      problem = left === 0 ? 'the listing is older than the cancel' : 'they still rest';
    } catch (error) {
      left = null;
      problem = messageOf(error);
      log.error({ error: problem }, 'Kalshi did not confirm that everything is cancelled, trying again');
    }
    if (clock.monotonic() + pause > deadline)
      throw new CodedError(
        'kalshi.cancel-all',
        `${left ?? 'an unknown number of'} orders may still rest at Kalshi: ${problem}; cancel them on the website of Kalshi now`,
        { left },
      );
    await sleep(clock, pause);
  }
}
