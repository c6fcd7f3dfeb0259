import type { AlertsConfig } from '@pm-arbitrage/core/config/alerts-section.js';
import type { AlertChannel } from '@pm-arbitrage/core/ports/alert-channel.js';
import { isQuietTime } from './routing/quiet-hours.js';
import type { RoutingSettings } from './routing/routing-settings.js';

/** The routing that a configuration wants, over the channels that are set up. */
export const routingSettingsOf = (config: AlertsConfig, channels: readonly AlertChannel[]): RoutingSettings => ({
  channels: channels.map(({ name }) => ({
    name,
    perMinute: config[name].perMinute,
    trades: (name === 'telegram' || name === 'discord') && config[name].trades,
  })),
  routes: config.routes,
  failOverMs: config.failOverMs,
  repeatMs: config.repeatMs,
  expireMs: config.expireMs,
  isQuiet: (now) => isQuietTime(config.quietHours, now),
});
