import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import type { Delivery } from './delivery.js';
import type { RoutingSettings } from './routing-settings.js';
import type { ChannelPace } from './routing-state.js';

const MINUTE_MS = 60_000;

/** What cannot wait: quiet hours and our own limits do not hold it up. */
export const cannotWait = ({ tier }: Pick<Alert, 'tier'>): boolean => tier === 'critical' || tier === 'emergency';

/**
 * Whether a delivery may leave now. One at a time for each channel, so that order is kept; what cannot wait may pass one
 * that is under way.
 */
export function maySend(
  delivery: Delivery,
  alert: Alert,
  channel: { readonly pace: ChannelPace | undefined; readonly underWay: number },
  settings: RoutingSettings,
  now: number,
): boolean {
  if (delivery.state !== 'waiting' || delivery.dueAt > now) return false;
  const urgent = cannotWait(alert);
  const { pace, underWay } = channel;
  if ((pace?.blockedUntil ?? 0) > now) return false;
  if (underWay >= (urgent ? 2 : 1)) return false;
  if (urgent) return true;
  const limit = settings.channels.find(({ name }) => name === delivery.channel)?.perMinute ?? 0;
  const lately = pace?.sentAt.filter((at) => at > now - MINUTE_MS).length ?? 0;
  return lately < limit && !settings.isQuiet(now);
}
