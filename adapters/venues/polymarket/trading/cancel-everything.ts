import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { type ClobAccount, reasonOf } from './clob-account.js';

/** Ids in one `DELETE /orders` (polymarket.md §6.3). */
const IDS_A_REQUEST = 1_000;
/** An order in the delay of a sports market cannot be cancelled for up to three seconds. */
const ROUNDS = 10;
const PAUSE_MS = 500;

/**
 * Cancels every resting order with every API key, and believes it only when the venue lists none any more.
 * @returns how many were cancelled. @throws CodedError that names what is left.
 */
export async function cancelEverything(account: ClobAccount, clock: Clock): Promise<number> {
  const cancelled = new Set<string>();
  let left: readonly string[] = [];
  let problem: unknown = null;
  for (let round = 1; round <= ROUNDS; round++) {
    if (round > 1) await sleep(clock, PAUSE_MS);
    problem = null;
    const keys = await account.keys.all().catch((error: unknown) => {
      problem = error;
      return [];
    });
    for (const key of keys) {
      try {
        for (const id of await account.cancel(key, '/cancel-all', '')) cancelled.add(id);
        for (let at = 0; at < left.length; at += IDS_A_REQUEST) {
          const body = JSON.stringify(left.slice(at, at + IDS_A_REQUEST));
          for (const id of await account.cancel(key, '/orders', body)) cancelled.add(id);
        }
      } catch (error) {
        // One key that fails must not keep the others from cancelling.
        problem = error;
      }
    }
    try {
      left = (await account.openOrders()).map(({ id }) => id);
      if (left.length === 0) return cancelled.size;
    } catch (error) {
      problem = error;
    }
  }
  const what =
    left.length > 0 ? `${left.length} orders still rest (${left.slice(0, 5).join(', ')})` : 'nothing is certain';
  throw new CodedError(
    'polymarket.cancel-all',
    `Polymarket was asked to cancel everything and ${what}${problem === null ? '' : `: ${reasonOf(problem)}`}; cancel by hand on polymarket.com`,
    { left },
  );
}
