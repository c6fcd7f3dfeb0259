import type { AlertChannelName } from '@pm-arbitrage/core/domain/alert-channel-name.js';

/** waiting: not before `dueAt`; sending: under way; delivered, failed and dropped are the end of it. */
export const deliveryStates = ['waiting', 'sending', 'delivered', 'failed', 'dropped'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One alert on its way to a person by one channel. */
export interface Delivery {
  /** `<alert>|<channel>|<round>`. */
  readonly id: string;
  readonly alert: string;
  readonly channel: AlertChannelName;
  /** 0: the first telling; above, how often it has been told again. */
  readonly round: number;
  readonly state: DeliveryState;
  /** Attempts that were begun. */
  readonly attempts: number;
  /** Unix ms before which no attempt is made. */
  readonly dueAt: number;
  /** When the first attempt and the newest one began, Unix ms; null before. */
  readonly firstTriedAt: number | null;
  readonly triedAt: number | null;
  /** Why the last attempt failed, or why there will be no more; '' where there is nothing to say. */
  readonly reason: string;
  /** How the service calls what it took. */
  readonly reference: string | null;
}

export const deliveryId = (alert: string, channel: AlertChannelName, round: number): string =>
  `${alert}|${channel}|${round}`;

/** Nothing more will become of it. */
export const isSettled = ({ state }: Delivery): boolean =>
  state === 'delivered' || state === 'failed' || state === 'dropped';
