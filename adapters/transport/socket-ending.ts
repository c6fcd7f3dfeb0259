/** How a connection ended, or why it never stood. */
export interface SocketEnding {
  /** For a person. */
  readonly reason: string;
  /** The code of the peer's closing frame; null when there was none. */
  readonly closeCode: number | null;
  /** What the handshake was answered with instead of an upgrade; null when it was not. */
  readonly httpStatus: number | null;
  /** How long the peer asked to be left alone, ms; null when it did not say. */
  readonly retryAfterMs: number | null;
}

/** An ending of which nothing is known but the reason. */
export const endingFor = (reason: string): SocketEnding => ({
  reason,
  closeCode: null,
  httpStatus: null,
  retryAfterMs: null,
});
