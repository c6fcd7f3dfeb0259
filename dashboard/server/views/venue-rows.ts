import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { PersonOrder } from '../../protocol/person-order.js';
import type { VenueRow } from '../../protocol/venue-row.js';

export interface VenueFacts {
  readonly platform: Platform;
  readonly enabled: boolean;
  /** Newest heartbeats of its watcher and of the executor. */
  readonly watcher: Heartbeat | undefined;
  readonly executor: Heartbeat | undefined;
  readonly updatesPerSecond: number;
  readonly paused: PersonOrder | null;
}

const numberIn = (details: Heartbeat['details'] | undefined, key: string): number | null => {
  const value = details?.[key];
  return typeof value === 'number' ? value : null;
};

/** A venue's health from heartbeats. Pure. */
export function venueRow({ platform, enabled, watcher, executor, updatesPerSecond, paused }: VenueFacts): VenueRow {
  const details = watcher?.details;
  const leftAlone = executor?.details['leftAlone'];
  const isBroken = typeof leftAlone === 'string' && leftAlone.split(' ').includes(platform);
  return {
    id: platform,
    enabled,
    heardAt: watcher?.at ?? null,
    connected: typeof details?.['connected'] === 'boolean' ? details['connected'] : null,
    books: numberIn(details, 'books'),
    brokenBooks: numberIn(details, 'brokenBooks'),
    frames: numberIn(details, 'frames'),
    refused: numberIn(details, 'refused'),
    reconnects: numberIn(details, 'reconnects'),
    resyncs: numberIn(details, 'resyncs'),
    dataAt: numberIn(details, 'aliveAt'),
    updatesPerSecond,
    feedLatencyMs: numberIn(details, 'latencyMs'),
    orderLatencyMs: numberIn(executor?.details, `latencyMs:${platform}`),
    breaker: isBroken ? 'errors, partial fills or vanished books: the executor rests it' : null,
    paused,
  };
}
