import { useSyncExternalStore } from 'react';
import { useFeed } from './feed-context.js';
import type { LinkState } from './live-feed.js';

/** Whether what is shown is live. */
export function useLink(): LinkState {
  const feed = useFeed();
  return useSyncExternalStore(feed.onChange, feed.link);
}
