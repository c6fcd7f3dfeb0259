import { type DocumentTopic, type TableTopic, type TopicName, topicNames, topics } from '../../protocol/topics.js';
import { LiveDocument } from './live-document.js';
import { LiveTable } from './live-table.js';
import type { LiveTopic } from './live-topic.js';

/** All topics there are. */
export class LiveTopics {
  readonly #all = new Map<TopicName, LiveTopic>();

  constructor() {
    for (const name of topicNames) {
      const topic = topics[name];
      this.#all.set(
        name,
        topic.kind === 'document'
          ? new LiveDocument(name as DocumentTopic)
          : new LiveTable(name as TableTopic, topic.most),
      );
    }
  }

  of(name: TopicName): LiveTopic {
    return this.#all.get(name) as LiveTopic;
  }

  document<T extends DocumentTopic>(name: T): LiveDocument<T> {
    return this.#all.get(name) as unknown as LiveDocument<T>;
  }

  table<T extends TableTopic>(name: T): LiveTable<T> {
    return this.#all.get(name) as unknown as LiveTable<T>;
  }

  /** Everything that happened since the last time takes effect. */
  commit(): void {
    for (const topic of this.#all.values()) topic.commit();
  }
}
