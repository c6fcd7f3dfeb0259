/** What a path given to `--data` turned out to be. Kinds are told by content, never by name. */
export type DataFile =
  /** A folder of our recorder. */
  | { readonly kind: 'recordings'; readonly path: string }
  /** Raw websocket frames of Kalshi, a line each. */
  | {
      readonly kind: 'kalshi-frames';
      readonly path: string;
      /** Parts of one connection, which say when each of their lines was received and are put together by it. */
      readonly stamped: boolean;
    }
  /** A recorded answer of Kalshi for an event: markets, rules, close and settlement. */
  | { readonly kind: 'kalshi-event'; readonly path: string }
  /** Raw frames of Binance's spot market, each behind the nanosecond of its receipt. */
  | { readonly kind: 'binance-frames'; readonly path: string }
  /** Prices of matched pairs at both venues, without books. */
  | { readonly kind: 'series'; readonly path: string };

export const dataWords: Readonly<Record<DataFile['kind'], string>> = {
  recordings: 'recordings of this system',
  'kalshi-frames': 'raw Kalshi frames',
  'kalshi-event': 'Kalshi event answers',
  'binance-frames': 'raw Binance frames',
  series: 'two-venue price series',
};
