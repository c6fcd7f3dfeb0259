import { createContext, useContext } from 'react';
import type { LiveFeed } from './live-feed.js';

export const FeedContext = createContext<LiveFeed | null>(null);

/** The page's feed. @throws Error outside of the logged-in part of the page. */
export function useFeed(): LiveFeed {
  const feed = useContext(FeedContext);
  if (feed === null) throw new Error('there is no live feed here: only the logged-in page has one');
  return feed;
}
