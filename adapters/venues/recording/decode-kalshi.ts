import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { decodeKalshiFrame } from '../kalshi/decode-frame.js';
import type { KalshiFrame } from '../kalshi/frame.js';
import { KalshiBooks } from '../kalshi/kalshi-books.js';
import type { FrameReader, FrameReport } from './decode-recording.js';
import { recordedBook } from './recorded-book.js';

const WIRE_TYPES = {
  delta: 'orderbook_delta',
  snapshot: 'orderbook_snapshot',
  trade: 'trade',
  ticker: 'ticker',
  lifecycle: 'market_lifecycle_v2',
} as const;

function wireType(frame: KalshiFrame): string {
  if (frame.kind in WIRE_TYPES) return WIRE_TYPES[frame.kind as keyof typeof WIRE_TYPES];
  return 'type' in frame ? (frame.type ?? 'untyped') : frame.kind;
}

/** Reads Kalshi frames for `decodeRecording`; books by ticker. */
export function decodeKalshi(clock: Clock): FrameReader {
  let corrupt: string | null = null;
  const sink = {
    price: () => {},
    print: () => {},
    market: () => {},
    refused: ({ kind, message }: { readonly kind: string; readonly message: string }) => {
      if (kind === 'corrupt') corrupt = message;
    },
  };
  // A recording is read to its end: nobody can be asked for another snapshot of a book that stays crossed.
  const books = new KalshiBooks(sink, clock, {
    gaps: 'report',
    depth: 1,
    crossedGraceMs: Number.MAX_SAFE_INTEGER,
  });
  return {
    read(input, receivedAt): readonly FrameReport[] {
      const frame = decodeKalshiFrame(input);
      corrupt = null;
      books.decoded(frame, receivedAt);
      const type = wireType(frame);
      if (frame.kind === 'unknown') return [{ type, unknown: true }];
      if (frame.kind === 'invalid') return [{ type, invalid: frame.reason }];
      if (frame.kind === 'old-schema') return [{ type, invalid: `old schema: ${frame.reason}` }];
      return corrupt === null ? [{ type }] : [{ type, invalid: corrupt }];
    },
    connectionRestarted: () => books.connectionLost(),
    gaps: () => books.statistics.gaps,
    books() {
      const all: Record<string, ReturnType<typeof recordedBook>> = {};
      for (const ticker of books.tickers()) {
        const published = books.published(ticker);
        if (published) all[ticker] = recordedBook(published.book);
      }
      return all;
    },
  };
}
