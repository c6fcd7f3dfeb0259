import type { DocumentTopic, TopicItem } from '../../protocol/topics.js';
import type { LiveTopic } from './live-topic.js';

/** One value that clients follow; only the newest counts. */
export class LiveDocument<T extends DocumentTopic> implements LiveTopic {
  readonly name: T;
  #sequence = 0;
  #value: string | null = null;
  #pending: TopicItem<T> | null = null;

  constructor(name: T) {
    this.name = name;
  }

  get sequence(): number {
    return this.#sequence;
  }

  get ready(): boolean {
    return this.#value !== null;
  }

  set(value: TopicItem<T>): void {
    this.#pending = value;
  }

  commit(): void {
    if (this.#pending === null) return;
    const value = JSON.stringify(this.#pending);
    this.#pending = null;
    if (value === this.#value) return;
    this.#value = value;
    this.#sequence++;
  }

  frameSince(sequence: number | null): string | null {
    if (this.#value === null || sequence === this.#sequence) return null;
    return `{"type":"document","topic":"${this.name}","sequence":${this.#sequence},"value":${this.#value}}`;
  }
}
