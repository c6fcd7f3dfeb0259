import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { decodePolymarketFrame } from '../polymarket/decode-frame.js';
import type { PolymarketEvent } from '../polymarket/frame.js';
import { PolymarketBooks } from '../polymarket/polymarket-books.js';
import type { FrameReader, FrameReport } from './decode-recording.js';
import { recordedBook } from './recorded-book.js';

/** Reads Polymarket frames for `decodeRecording`; books by asset id, because frames do not say which token is YES. */
export function decodePolymarket(clock: Clock): FrameReader {
  const sink = { price: () => {}, print: () => {}, market: () => {}, refused: () => {} };
  const forever = Number.MAX_SAFE_INTEGER;
  const books = new PolymarketBooks(sink, clock, {
    untracked: 'by-token',
    depth: 1,
    crossedGraceMs: forever,
    touchGraceMs: forever,
  });
  const report = (event: PolymarketEvent): FrameReport => {
    switch (event.kind) {
      case 'unknown':
        return { type: event.type, unknown: true };
      case 'invalid':
        return { type: event.type ?? 'untyped', invalid: event.reason };
      case 'old-schema':
        return { type: event.type ?? 'untyped', invalid: `old schema: ${event.reason}` };
      default:
        return { type: event.kind };
    }
  };
  return {
    read(frame, receivedAt) {
      return decodePolymarketFrame(frame).map((event) => {
        books.decoded(event, receivedAt);
        return report(event);
      });
    },
    connectionRestarted: () => books.connectionLost(),
    gaps: () => 0,
    books() {
      const all: Record<string, ReturnType<typeof recordedBook>> = {};
      for (const token of books.conditionIds()) {
        const published = books.published(token);
        if (published) all[token] = recordedBook(published.book);
      }
      return all;
    },
  };
}
