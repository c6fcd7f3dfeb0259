/** The channels of reference prices that crypto markets look at. */
export type PolyboltChannel = 'price.crypto' | 'price.crypto.twap';

/** What a frame of PolyBolt says. Times are Unix ms, prices floats in dollars. */
export type PolyboltFrame =
  | {
      readonly kind: 'prices';
      readonly channel: PolyboltChannel;
      /** Consecutive by connection and channel, snapshots included; null where it is missing. */
      readonly seq: number | null;
      /** Frames that the server left out because we read too slowly. */
      readonly dropped: number;
      /** Of the minutes before the subscription. */
      readonly snapshot: boolean;
      /** `btcusd` */
      readonly pair: string;
      /** Who published it: `chainlink`, `pyth`. */
      readonly vendor: string;
      /** Of an average; null for a price. */
      readonly windowMs: number | null;
      /** Oldest first. */
      readonly prints: readonly { readonly price: number; readonly time: number }[];
      /** Why prints of a snapshot were left out. */
      readonly problems: readonly string[];
    }
  | { readonly kind: 'authed' }
  | { readonly kind: 'subscribed'; readonly channel: string; readonly rid: string | null }
  | { readonly kind: 'error'; readonly code: string; readonly channel: string | null; readonly rid: string | null }
  /** `pong`, `unsubscribed`, other channels. */
  | { readonly kind: 'passed'; readonly type: string }
  | { readonly kind: 'refused'; readonly reason: string };
