import type { Level } from '@pm-arbitrage/core/domain/price-update.js';
import type { JsonClient } from '../../transport/json-client.js';
import { isBody, readLevels } from './read-fields.js';

/** A book as REST gives it: bids of both sides, each on its own leg. */
export interface RestBook {
  readonly ticker: string;
  readonly yes: readonly Level[];
  readonly no: readonly Level[];
}

const BOOKS_A_REQUEST = 100;

/** Decodes one entry of `/markets/orderbooks`, or the body of `/markets/{ticker}/orderbook`; else says what is wrong. */
export function decodeRestBook(ticker: string, entry: unknown): RestBook | string {
  if (!isBody(entry)) return `the book of ${ticker} is no object`;
  const book = entry['orderbook_fp'];
  if (book === undefined) {
    const old = entry['orderbook'];
    // An empty book has been seen under the old key; levels in integer cents have no place any more.
    if (isBody(old) && !Array.isArray(old['yes']) && !Array.isArray(old['no'])) return { ticker, yes: [], no: [] };
    return `the book of ${ticker} is in the schema of integer cents that Kalshi retired; fetch it again from the present API`;
  }
  if (!isBody(book)) return `the book of ${ticker} is no object`;
  const yes = readLevels(book['yes_dollars']);
  if (typeof yes === 'string') return `yes_dollars of ${ticker} ${yes}`;
  const no = readLevels(book['no_dollars']);
  return typeof no === 'string' ? `no_dollars of ${ticker} ${no}` : { ticker, yes, no };
}

/**
 * Reads the books of many markets (kalshi.md §7.4).
 * @param take called with each book, or with what was wrong with one.
 * @throws VenueRequestError when the venue does not answer.
 */
export async function readRestBooks(
  rest: JsonClient,
  tickers: readonly string[],
  take: (book: RestBook | string) => void,
  signal?: AbortSignal,
): Promise<void> {
  for (let at = 0; at < tickers.length; at += BOOKS_A_REQUEST) {
    const query = new URLSearchParams(
      tickers.slice(at, at + BOOKS_A_REQUEST).map((ticker): [string, string] => ['tickers', ticker]),
    );
    const body = await rest.read({ path: '/markets/orderbooks', query, cost: 10, recorded: true }, signal);
    const books = isBody(body) && Array.isArray(body['orderbooks']) ? (body['orderbooks'] as unknown[]) : [];
    for (const entry of books) {
      if (isBody(entry) && typeof entry['ticker'] === 'string') take(decodeRestBook(entry['ticker'], entry));
    }
  }
}
