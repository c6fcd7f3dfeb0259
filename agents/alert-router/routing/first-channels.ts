import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import type { AlertChannelName } from '@pm-arbitrage/core/domain/alert-channel-name.js';
import type { RoutingSettings } from './routing-settings.js';

/**
 * Channels that are told of an alert at once: none of what is routine (but trades, where a channel wants them), those of
 * the route of important and critical ones, all of an emergency. Where a route names no channel that works, the first
 * that does stands in.
 */
export function firstChannels(
  { tier, kind }: Alert,
  { channels, routes }: RoutingSettings,
): readonly AlertChannelName[] {
  if (tier === 'routine')
    return kind.startsWith('trade.') ? channels.filter(({ trades }) => trades).map(({ name }) => name) : [];
  const names = channels.map(({ name }) => name);
  if (tier === 'emergency') return names;
  const named = names.filter((name) => routes[tier].includes(name));
  return named.length > 0 ? named : names.slice(0, 1);
}
