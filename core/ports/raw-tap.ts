/** One connection to a source, as whoever records it sees it. */
export interface RawConnection {
  /** A text frame, as received; `receivedAt` Unix ms. */
  frame(text: string, receivedAt: number): void;
  /** The connection is gone. */
  lost(reason: string): void;
}

/**
 * Where raw input goes on its way in. It stands on the path of prices: a call is an append to memory, never waits, never
 * throws, and what finds no room is dropped and counted.
 */
export interface RawTap {
  /** A connection stands. `name` tells the connections of one source apart for a person. */
  opened(name: string): RawConnection;
  /** The body of an answer that was polled, as received. `name` holds no key. */
  answer(name: string, text: string, receivedAt: number): void;
}
