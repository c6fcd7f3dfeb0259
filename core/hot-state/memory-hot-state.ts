import type { Clock } from '../clock/clock.js';
import { type HotSetOptions, type HotState, requireVersion } from './hot-state.js';

interface Entry {
  readonly json: string;
  readonly version: number | null;
  /** Unix ms at which it is gone. */
  readonly until: number;
}

/** The hot state of one process, tests and replays. */
export class MemoryHotState implements HotState {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly clock: Clock) {}

  async get<T>(key: string): Promise<T | null> {
    const entry = this.#find(key);
    return entry === undefined ? null : (JSON.parse(entry.json) as T);
  }

  async set<T>(key: string, value: T, options?: HotSetOptions): Promise<void> {
    this.#put(key, value, null, options);
  }

  async setIfNewer<T>(key: string, version: number, value: T, options?: HotSetOptions): Promise<boolean> {
    requireVersion(version);
    const current = this.#find(key)?.version ?? null;
    if (current !== null && current >= version) return false;
    this.#put(key, value, version, options);
    return true;
  }

  async delete(key: string): Promise<boolean> {
    const found = this.#find(key) !== undefined;
    this.#entries.delete(key);
    return found;
  }

  async list<T>(prefix: string): Promise<ReadonlyMap<string, T>> {
    const found = new Map<string, T>();
    const keys = [...this.#entries.keys()].filter((key) => key.startsWith(prefix));
    for (const key of keys.sort()) {
      const entry = this.#find(key);
      if (entry !== undefined) found.set(key, JSON.parse(entry.json) as T);
    }
    return found;
  }

  async close(): Promise<void> {
    this.#entries.clear();
  }

  #put(key: string, value: unknown, version: number | null, options?: HotSetOptions): void {
    const until = options?.ttlMs === undefined ? Infinity : this.clock.now() + options.ttlMs;
    this.#entries.set(key, { json: JSON.stringify(value), version, until });
  }

  /** The entry, unless its time has passed; then it is removed. */
  #find(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || this.clock.now() < entry.until) return entry;
    this.#entries.delete(key);
    return undefined;
  }
}
