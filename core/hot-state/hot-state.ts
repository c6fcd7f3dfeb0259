import { CodedError } from '../errors/coded-error.js';

export interface HotSetOptions {
  /** The value vanishes this many ms after it was set. By default it stays. */
  readonly ttlMs?: number;
}

/**
 * State that every agent may look at right now: books, positions, heartbeats, the halt flag. Values are JSON and are
 * copied in and out. It may be lost with its server, so whatever costs money is in the database too.
 */
export interface HotState {
  /** The value, or null when there is none. @throws HotStateUnavailableError */
  get<T>(key: string): Promise<T | null>;
  /** Sets the value whatever was there, and forgets its version. @throws HotStateUnavailableError */
  set<T>(key: string, value: T, options?: HotSetOptions): Promise<void>;
  /**
   * Sets the value unless one of the same or a higher version is there, in one atomic step; a value without a version
   * counts as older. Returns whether it was set. @throws RangeError for a version that is no safe integer
   * @throws HotStateUnavailableError
   */
  setIfNewer<T>(key: string, version: number, value: T, options?: HotSetOptions): Promise<boolean>;
  /** Removes the value; returns whether there was one. @throws HotStateUnavailableError */
  delete(key: string): Promise<boolean>;
  /** Every value whose key starts with the prefix, by key, in the order of the keys. @throws HotStateUnavailableError */
  list<T>(prefix: string): Promise<ReadonlyMap<string, T>>;
  close(): Promise<void>;
}

/** The hot state cannot be reached: decide without it, or not at all. */
export class HotStateUnavailableError extends CodedError {
  constructor(operation: string, key: string, reason: string, cause?: unknown) {
    super(
      'hot-state.unavailable',
      `The hot state did not ${operation} ${key}: ${reason}`,
      { operation, key },
      { cause },
    );
  }
}

/** @throws RangeError for a version that is no safe integer */
export function requireVersion(version: number): void {
  if (!Number.isSafeInteger(version)) throw new RangeError(`a version is a safe integer, not ${version}`);
}
