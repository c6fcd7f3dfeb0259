import { tradePrintSchema } from '../../domain/trade-print.js';
import { platformOf } from '../../domain/platform.js';
import type { RecordedTable } from '../export-table.js';

export const prints: RecordedTable = {
  source: 'recording',
  name: 'prints',
  about: 'Trades of others, as the venue printed them; YES terms',
  sources: /^bus$/,
  streams: /^venue\.[a-z]+\.trades$/,
  columns: [
    { name: 'received_at', type: 'time', nullable: false, about: 'When our socket had the frame' },
    { name: 'venue_time', type: 'time', nullable: true, about: "The venue's own time of it" },
    { name: 'platform', type: 'text', nullable: false, about: '' },
    { name: 'market', type: 'text', nullable: false, about: '' },
    { name: 'print_id', type: 'text', nullable: false, about: "The venue's" },
    { name: 'price', type: 'price', nullable: false, about: '' },
    { name: 'quantity', type: 'quantity', nullable: false, about: 'Contracts' },
    { name: 'taker', type: 'text', nullable: false, about: '`buy` lifted the YES ask, `sell` hit the YES bid' },
  ],
  row(_stream, payload) {
    const parsed = tradePrintSchema.safeParse(payload);
    if (!parsed.success) return null;
    const { market, tradeId, price, quantity, taker, venueTime, receivedAt } = parsed.data;
    return {
      received_at: receivedAt,
      venue_time: venueTime,
      platform: platformOf(market),
      market,
      print_id: tradeId,
      price,
      quantity,
      taker,
    };
  },
};
