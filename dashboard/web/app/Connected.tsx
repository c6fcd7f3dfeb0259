import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { useEffect, useState, type ReactNode } from 'react';
import { browserSocket } from '../live/browser-socket.js';
import { FeedContext } from '../live/feed-context.js';
import { calmPaints } from '../live/calm-paints.js';
import { createLiveFeed, type LiveFeed } from '../live/live-feed.js';

interface ConnectedProps {
  /** The server does not know the session any more. */
  readonly onRefused: () => void;
  readonly children: ReactNode;
}

/** A random share of one from the browser's own source. */
const random = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

/** Gives what is in it the live feed. */
export function Connected({ onRefused, children }: ConnectedProps) {
  const [feed, setFeed] = useState<LiveFeed | null>(null);
  useEffect(() => {
    const made = createLiveFeed({
      connect: browserSocket,
      clock: systemClock,
      random,
      beforePaint: calmPaints(systemClock),
    });
    setFeed(made);
    const forget = made.onChange(() => {
      if (made.link().kind === 'refused') onRefused();
    });
    return () => {
      forget();
      made.stop();
    };
    // The feed lives as long as the session does.
    // eslint-disable-next-line
  }, []);
  return feed === null ? null : <FeedContext value={feed}>{children}</FeedContext>;
}
