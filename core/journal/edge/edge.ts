import type { Services } from '../../runtime/services.js';

/**
 * The edge of an agent: everything that it takes from outside or does to it passes here. Between two things that come in
 * an agent is a function, so who knows what came in, and in which order, can run it again.
 */
export interface Edge {
  /** What lies beyond: for those alone who live there, such as a connection that an agent opens within an `ask`. */
  readonly outside: Services;
  /** A value taken from outside at once: the time, a random number, a small file. Values are plain data. */
  draw<T>(what: string, take: () => T): T;
  /** Something told to the outside, which does not answer. */
  tell(what: string, said: unknown, act: () => void): void;
  /** Something asked of the outside. What it answers, plain data or an error, comes in as an input of its own. */
  ask<T>(what: string, said: unknown, act: () => Promise<T>): Promise<T>;
  /** Work of the agent itself that takes real time and has one possible outcome, such as loading code; only its end is an input. */
  work<T>(what: string, act: () => Promise<T>): Promise<T>;
  /**
   * Makes what the outside may call: each call is an input that comes in a turn of the event loop of its own.
   * @returns a function that resolves or rejects with what the handler did, and takes plain data only
   */
  hear<Args extends readonly unknown[], Result>(
    what: string,
    handler: (...args: Args) => Result,
  ): (...args: Args) => Promise<Awaited<Result>>;
  /** The same for callers that call from a turn of their own, such as timers: heard at once. `forget` says that no call follows. */
  hearAtOnce<Args extends readonly unknown[], Result>(
    what: string,
    handler: (...args: Args) => Result,
  ): Ear<Args, Result>;
}

export interface Ear<Args extends readonly unknown[], Result> {
  hear(...args: Args): Result;
  forget(): void;
}

/** An edge that keeps no journal: things pass as if it were not there. */
export const openEdge = (outside: Services): Edge => ({
  outside,
  draw: (_what, take) => take(),
  tell: (_what, _said, act) => act(),
  ask: (_what, _said, act) => act(),
  work: (_what, act) => act(),
  hear:
    <Args extends readonly unknown[], Result>(_what: string, handler: (...args: Args) => Result) =>
    (...args: Args) =>
      Promise.resolve(handler(...args)),
  hearAtOnce: (_what, handler) => ({ hear: handler, forget: () => undefined }),
});

/** Services for whoever calls parts of an agent and is none. */
export const withOpenEdge = (outside: Services) => ({ ...outside, edge: openEdge(outside) });
