import type { AlertTier } from '@pm-arbitrage/core/domain/alert.js';
import type { AlertChannelName } from '@pm-arbitrage/core/domain/alert-channel-name.js';

export interface RoutedChannel {
  readonly name: AlertChannelName;
  /** Most messages a minute; critical ones and emergencies go all the same. */
  readonly perMinute: number;
  /** Whether it is told of trades too that are routine. */
  readonly trades: boolean;
}

/** What the routing depends on besides what happens. */
export interface RoutingSettings {
  /** Channels that work, in the order in which one stands in for another. */
  readonly channels: readonly RoutedChannel[];
  /** Channels that are told of a tier at once; the others stand in. Emergencies go to all. */
  readonly routes: Readonly<Record<Extract<AlertTier, 'important' | 'critical'>, readonly AlertChannelName[]>>;
  readonly failOverMs: number;
  readonly repeatMs: number;
  readonly expireMs: number;
  /** Whether a person wants to hear of nothing that can wait. @param now Unix ms */
  readonly isQuiet: (now: number) => boolean;
}
