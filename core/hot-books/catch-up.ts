import type { Cancel, Clock } from '../clock/clock.js';
import type { PriceUpdate } from '../domain/price-update.js';
import { messageOf } from '../errors/coded-error.js';
import type { HotState } from '../hot-state/hot-state.js';
import type { Logger } from '../log/logger.js';
import { readHotBooks } from './hot-books.js';

/** Writers flush twice a second: by then a change from before the subscription has reached the hot state. */
const SECOND_LOOK_MS = 1_500;

/**
 * Gives a reader that has just subscribed to prices the books that were there before: at once, and once more when what
 * was on its way has arrived. The reader ignores updates older than what it has.
 */
export async function catchUpBooks(
  parts: { hot: HotState; clock: Clock; log: Logger },
  take: (update: PriceUpdate) => void,
): Promise<Cancel> {
  const look = async () => {
    try {
      for (const update of await readHotBooks(parts.hot)) take(update);
    } catch (error) {
      parts.log.warn({ error: messageOf(error) }, 'books of before not read');
    }
  };
  await look();
  return parts.clock.after(SECOND_LOOK_MS, () => void look());
}
