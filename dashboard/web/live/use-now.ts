import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { useSyncExternalStore } from 'react';
import { useFeed } from './feed-context.js';

const listeners = new Set<() => void>();
let cancel = () => {};

function everySecond(listener: () => void): () => void {
  if (listeners.size === 0) {
    cancel = systemClock.every(1_000, () => {
      for (const each of listeners) each();
    });
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) cancel();
  };
}

/** The server's time in whole seconds, as Unix ms; ages are told by it, not by the clock of the phone. */
export function useNow(): number {
  const feed = useFeed();
  return useSyncExternalStore(everySecond, () => Math.floor(feed.serverNow() / 1_000) * 1_000);
}
