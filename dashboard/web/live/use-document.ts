import type { DocumentTopic, TopicItem } from '../../protocol/topics.js';
import { useEffect, useSyncExternalStore } from 'react';
import { useFeed } from './feed-context.js';

/** The newest value of a document while the component is shown; null: nothing has come yet, or it is not known. */
export function useDocument<T extends DocumentTopic>(topic: T): TopicItem<T> | null {
  const feed = useFeed();
  useEffect(() => feed.watch(topic), [feed, topic]);
  return useSyncExternalStore(feed.onChange, () => {
    const memory = feed.read(topic);
    return memory?.kind === 'document' ? (memory.value as TopicItem<T> | null) : null;
  });
}
