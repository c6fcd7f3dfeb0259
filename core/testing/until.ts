import { sleep } from '../clock/clock.js';
import { systemClock } from '../clock/system-clock.js';

/**
 * Waits until the answer is something; asks again every `periodMs`. A question that fails is asked again too.
 * @throws when there is none in time, which a busy machine is given plenty of
 */
export async function until<T>(
  what: string,
  ask: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  timeoutMs = 60_000,
  periodMs = 50,
): Promise<T> {
  const deadline = systemClock.monotonic() + timeoutMs;
  let last: unknown = null;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    if (systemClock.monotonic() > deadline) throw new Error(`not in ${timeoutMs} ms: ${what}`, { cause: last });
    await sleep(systemClock, periodMs);
  }
}
