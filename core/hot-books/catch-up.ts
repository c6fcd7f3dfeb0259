import type { Cancel, Clock } from '../clock/clock.js';
import type { MarketId } from '../domain/platform.js';
import type { PriceUpdate } from '../domain/price-update.js';
import { messageOf } from '../errors/coded-error.js';
import type { HotState } from '../hot-state/hot-state.js';
import type { Logger } from '../log/logger.js';
import { readHotBook, readHotBooks } from './hot-books.js';

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

/**
 * Gives a reader whose wishes change the books of the markets that it has come to want, `takeWanted`: each once what was
 * on its way before has arrived, for an earlier look might find a book that has changed since, unheard.
 */
export function catchUpWanted(
  parts: { hot: HotState; clock: Clock; log: Logger },
  takeWanted: () => ReadonlySet<MarketId>,
  take: (update: PriceUpdate) => void,
): Cancel {
  let waited = takeWanted();
  const look = async () => {
    const markets = waited;
    waited = takeWanted();
    try {
      const books = await Promise.all([...markets].map((market) => readHotBook(parts.hot, market)));
      for (const book of books) if (book !== null) take(book);
    } catch (error) {
      parts.log.warn({ error: messageOf(error), markets: markets.size }, 'books of wanted markets not read yet');
      waited = new Set([...markets, ...waited]);
    }
  };
  return parts.clock.every(SECOND_LOOK_MS, () => void look());
}
