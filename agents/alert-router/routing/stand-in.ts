import type { AlertChannelName } from '@pm-arbitrage/core/domain/alert-channel-name.js';
import type { Delivery } from './delivery.js';
import type { RoutingSettings } from './routing-settings.js';
import type { RoutingState } from './routing-state.js';

/**
 * The next channel for an alert that nobody has taken: when every delivery of this telling failed, waits for another
 * attempt, may not be sent for longer than a person should wait, or has been under way for too long. Null: none is
 * needed, or none is left. @param told the deliveries of this telling
 */
export function standIn(
  told: readonly Delivery[],
  state: RoutingState,
  settings: RoutingSettings,
  now: number,
): AlertChannelName | null {
  if (told.length === 0 || told.some(({ state: is }) => is === 'delivered')) return null;
  const isStuck = (delivery: Delivery): boolean => {
    const blockedUntil = state.paces.get(delivery.channel)?.blockedUntil ?? 0;
    switch (delivery.state) {
      case 'waiting':
        return delivery.attempts > 0 || blockedUntil > now + settings.failOverMs;
      case 'sending':
        return now >= (delivery.triedAt ?? now) + settings.failOverMs;
      case 'failed':
        return true;
      // What we gave up ourselves is not to be pushed through another door.
      case 'dropped':
      case 'delivered':
        return false;
    }
  };
  if (!told.every(isStuck)) return null;
  const used = new Set(told.map(({ channel }) => channel));
  return settings.channels.find(({ name }) => !used.has(name))?.name ?? null;
}
