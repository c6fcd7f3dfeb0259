import type { TableTopic, TopicItem } from '../../protocol/topics.js';
import { ChangeLog } from './change-log.js';
import type { LiveTopic } from './live-topic.js';

/** Changes that are remembered, as a multiple of the rows that are kept: some minutes of a busy feed. */
const LOG_FACTOR = 20;

/**
 * Rows that clients follow. Each row is made text once, whatever the number of clients; what happens to a row between
 * two commits is told once. Of too many rows those that changed last are kept.
 */
export class LiveTable<T extends TableTopic> implements LiveTopic {
  readonly name: T;
  readonly #most: number;
  readonly #log: ChangeLog;
  /** In the order of their last change, oldest first. */
  readonly #rows = new Map<string, string>();
  /** Null: to be removed. */
  readonly #pending = new Map<string, TopicItem<T> | null>();
  /** Frames of the newest commit, by what they start from: clients mostly are at the same place. */
  readonly #frames = new Map<number | null, string>();
  #sequence = 0;
  #ready = false;

  /** @param most rows that are kept */
  constructor(name: T, most: number) {
    this.name = name;
    this.#most = most;
    this.#log = new ChangeLog(most * LOG_FACTOR);
  }

  get sequence(): number {
    return this.#sequence;
  }

  get ready(): boolean {
    return this.#ready;
  }

  get size(): number {
    return this.#rows.size;
  }

  put(row: TopicItem<T>): void {
    this.#pending.set(row.id, row);
  }

  remove(id: string): void {
    this.#pending.set(id, null);
  }

  /** The rows are these and no others, as far as is known. */
  replace(rows: readonly TopicItem<T>[]): void {
    const ids = new Set<string>(rows.map(({ id }) => id));
    for (const id of this.#rows.keys()) if (!ids.has(id)) this.#pending.set(id, null);
    for (const id of this.#pending.keys()) if (!ids.has(id)) this.#pending.set(id, null);
    for (const row of rows) this.#pending.set(row.id, row);
    this.#ready = true;
  }

  commit(): void {
    if (this.#pending.size === 0) return;
    const changed: string[] = [];
    for (const [id, row] of this.#pending) {
      if (row === null) {
        if (this.#rows.delete(id)) changed.push(id);
        continue;
      }
      const text = JSON.stringify(row);
      if (this.#rows.get(id) === text) continue;
      // Deleted first, so that it comes to stand at the end.
      this.#rows.delete(id);
      this.#rows.set(id, text);
      changed.push(id);
    }
    this.#pending.clear();
    for (const id of this.#rows.keys()) {
      if (this.#rows.size <= this.#most) break;
      this.#rows.delete(id);
      changed.push(id);
    }
    if (changed.length === 0) return;
    this.#frames.clear();
    this.#log.add(++this.#sequence, changed);
  }

  frameSince(sequence: number | null): string | null {
    if (!this.#ready || sequence === this.#sequence) return null;
    const known = this.#frames.get(sequence);
    if (known !== undefined) return known;
    const changed = sequence === null || sequence > this.#sequence ? null : this.#log.since(sequence);
    const frame = changed === null ? this.#snapshot() : this.#delta(changed);
    this.#frames.set(sequence, frame);
    return frame;
  }

  #snapshot(): string {
    return `{"type":"snapshot","topic":"${this.name}","sequence":${this.#sequence},"rows":[${[...this.#rows.values()].join(',')}]}`;
  }

  #delta(changed: ReadonlySet<string>): string {
    const put: string[] = [];
    const remove: string[] = [];
    for (const id of changed) {
      const text = this.#rows.get(id);
      if (text === undefined) remove.push(id);
      else put.push(text);
    }
    return `{"type":"delta","topic":"${this.name}","sequence":${this.#sequence},"put":[${put.join(',')}],"remove":${JSON.stringify(remove)}}`;
  }
}
