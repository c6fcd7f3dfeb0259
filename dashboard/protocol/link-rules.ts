/*
 * What both ends of the WebSocket hold to, without the schemas: the page comes without them.
 */

/** Path of the WebSocket; needs the session's cookie, and an Origin that is the server's own. */
export const livePath = '/api/v1/live';

/** A client that sent no frame for this long is closed: send `ping` now and then, every 20 s is good, ms. */
export const silenceLimitMs = 60_000;

/** Why the server closes a connection, as WebSocket close codes. */
export const closeCodes = {
  /** No session, or it has ended: log in. */
  unauthenticated: 4401,
  /** The client sent what no client sends. */
  invalid: 4400,
  /** The client was silent for longer than `silenceLimitMs`. */
  silent: 4408,
  /** The client did not read: connect again and resume. */
  stalled: 4413,
  /** Too many connections. */
  full: 4429,
  /** The server ends: connect again soon. */
  ending: 1012,
} as const;
