import type { Alert } from '@pm-arbitrage/core/domain/alert.js';
import type { AlertChannelName } from '@pm-arbitrage/core/domain/alert-channel-name.js';
import type { Delivery } from './delivery.js';

/** An alert about which something is still to be done. */
export interface OpenAlert {
  readonly alert: Alert;
  /** The newest telling, and when it began, Unix ms. */
  readonly round: number;
  readonly roundAt: number;
}

/** What a channel allows now. */
export interface ChannelPace {
  /** The service asked not to be called before, Unix ms. */
  readonly blockedUntil: number;
  /** When messages left within the last minute, Unix ms, oldest first. */
  readonly sentAt: readonly number[];
}

export interface RoutingState {
  readonly open: ReadonlyMap<string, OpenAlert>;
  /** Of open alerts, by id. */
  readonly deliveries: ReadonlyMap<string, Delivery>;
  readonly paces: ReadonlyMap<AlertChannelName, ChannelPace>;
}

export const nothingOpen: RoutingState = { open: new Map(), deliveries: new Map(), paces: new Map() };
