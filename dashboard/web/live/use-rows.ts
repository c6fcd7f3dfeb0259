import type { TableTopic, TopicItem } from '../../protocol/topics.js';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useFeed } from './feed-context.js';

/** The rows of a table while the component is shown, in no order; null: nothing has come yet. */
export function useRows<T extends TableTopic>(topic: T): readonly TopicItem<T>[] | null {
  const feed = useFeed();
  useEffect(() => feed.watch(topic), [feed, topic]);
  const rows = useSyncExternalStore(feed.onChange, () => {
    const memory = feed.read(topic);
    return memory?.kind === 'table' ? memory.rows : null;
  });
  return useMemo(() => (rows === null ? null : ([...rows.values()] as unknown as readonly TopicItem<T>[])), [rows]);
}
