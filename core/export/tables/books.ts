import { nativeIdOf, platformOf } from '../../domain/platform.js';
import { type PriceUpdate, priceUpdateProblem } from '../../domain/price-update.js';
import type { RecordedTable } from '../export-table.js';

const column = (name: string, type: RecordedTable['columns'][number]['type'], nullable: boolean, about: string) => ({
  name,
  type,
  nullable,
  about,
});

export const books: RecordedTable = {
  source: 'recording',
  name: 'books',
  about: 'One row each time the top of a book changed, as it was published; YES terms, best level first',
  sources: /^bus$/,
  streams: /^venue\.[a-z]+\.prices$/,
  columns: [
    column('received_at', 'time', false, 'When our socket had the frame'),
    column('venue_time', 'time', true, "The venue's own time of the change"),
    column('platform', 'text', false, ''),
    column('market', 'text', false, '`<platform>:<id of the venue>`'),
    column('native_id', 'text', false, 'Ticker or condition id'),
    column('epoch', 'whole', false, 'Grows whenever the stream was interrupted'),
    column('sequence', 'whole', false, 'Counts changes within the epoch'),
    column('status', 'text', false, '`live`, or `broken`: not to be trusted, and empty'),
    column('best_bid', 'price', true, ''),
    column('best_bid_quantity', 'quantity', true, ''),
    column('best_ask', 'price', true, ''),
    column('best_ask_quantity', 'quantity', true, ''),
    column('bids', 'levels', false, 'The levels that travel on the bus (`trading.bookDepth`)'),
    column('asks', 'levels', false, ''),
  ],
  row(_stream, payload) {
    if (priceUpdateProblem(payload) !== null) return null;
    const { market, epoch, sequence, status, bids, asks, venueTime, receivedAt } = payload as PriceUpdate;
    return {
      received_at: receivedAt,
      venue_time: venueTime,
      platform: platformOf(market),
      market,
      native_id: nativeIdOf(market),
      epoch,
      sequence,
      status,
      best_bid: bids[0]?.[0] ?? null,
      best_bid_quantity: bids[0]?.[1] ?? null,
      best_ask: asks[0]?.[0] ?? null,
      best_ask_quantity: asks[0]?.[1] ?? null,
      bids,
      asks,
    };
  },
};
