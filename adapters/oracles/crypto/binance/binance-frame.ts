/** What a frame of Binance's spot market streams says. Times are Unix ms, prices floats in the quote currency. */
export type BinanceFrame =
  | {
      readonly kind: 'trade';
      /** `btcusdt` */
      readonly pair: string;
      /** Consecutive within its stream; `trade` and `aggTrade` count apart. */
      readonly id: number;
      readonly stream: 'trade' | 'aggTrade';
      readonly price: number;
      readonly time: number;
      readonly eventTime: number;
    }
  /** `time` is null on the spot market, which stamps no quotes. */
  | {
      readonly kind: 'quote';
      readonly pair: string;
      readonly bid: number;
      readonly ask: number;
      /** Grows with every change of the book; null where it is missing. */
      readonly update: number | null;
      readonly time: number | null;
    }
  | {
      readonly kind: 'candle';
      readonly pair: string;
      /** `1m`, `1h`… */
      readonly interval: string;
      readonly from: number;
      /** Its end, not its last millisecond. */
      readonly to: number;
      readonly open: number;
      readonly high: number;
      readonly low: number;
      readonly close: number;
      readonly closed: boolean;
      readonly eventTime: number;
    }
  | { readonly kind: 'ack'; readonly id: number | string | null }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  /** The server is about to go. */
  | { readonly kind: 'shutdown' }
  /** A documented type that prices need nothing of. */
  | { readonly kind: 'passed'; readonly type: string }
  | { readonly kind: 'refused'; readonly reason: string };
