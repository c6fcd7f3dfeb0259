/** What a frame of either of Coinbase's feeds says. Times are Unix ms, prices floats in the quote currency. */
export type CoinbaseNews =
  | {
      readonly kind: 'trade';
      /** `BTC-USD` */
      readonly product: string;
      /** Consecutive by product. */
      readonly id: number;
      readonly price: number;
      readonly time: number;
      /** The last trade from before the subscription. */
      readonly past: boolean;
    }
  | {
      readonly kind: 'quote';
      readonly product: string;
      readonly bid: number;
      readonly ask: number;
      readonly time: number;
    }
  /** `lastTrade` is null on the Advanced Trade feed, whose heartbeats are of no product. */
  | {
      readonly kind: 'heartbeat';
      readonly product: string | null;
      readonly lastTrade: number | null;
      readonly time: number;
    }
  | { readonly kind: 'subscribed' }
  | { readonly kind: 'error'; readonly message: string }
  /** A type that prices need nothing of, or that is not documented: both may come at any time. */
  | { readonly kind: 'passed'; readonly type: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** One frame: the news it carries, and its number where frames are numbered. */
export interface CoinbaseFrame {
  readonly news: readonly CoinbaseNews[];
  /** Consecutive on a connection of the Advanced Trade feed; null on the Exchange feed. */
  readonly sequence: number | null;
}
