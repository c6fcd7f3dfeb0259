/** What a private channel of one account says (reference §13.8). */
export interface UserEvent {
  readonly channel: 'fill' | 'user_orders' | 'market_positions' | 'order_group_updates';
  readonly accountId: string;
  /** Null where the channel is not filtered by market. */
  readonly ticker: string | null;
  readonly msg: object;
}

/** Message types differ from the channel names. */
export const USER_FRAME_TYPES = {
  fill: 'fill',
  user_orders: 'user_order',
  market_positions: 'market_position',
  order_group_updates: 'order_group_updates',
} as const satisfies Record<UserEvent['channel'], string>;
