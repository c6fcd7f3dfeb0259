/** An average that the relay computes. */
export interface RelayedAverage {
  readonly price: number;
  /** Prints in it, 1…60. */
  readonly samples: number;
  /** Unix ms. */
  readonly from: number;
  /** Unix ms, exclusive. */
  readonly to: number;
}

/** What a frame of Kalshi's relay of CF Benchmarks says. Times are Unix ms, prices floats in dollars. */
export type CfFrame =
  | {
      readonly kind: 'value';
      readonly channel: 'cfbenchmarks_value' | 'cfbenchmarks_value_5hz';
      readonly sid: number | null;
      readonly seq: number | null;
      readonly indexId: string;
      readonly price: number;
      /** When the index was published. */
      readonly time: number;
      readonly relayedAt: number | null;
      /** Over the last sixty seconds. */
      readonly rolling: RelayedAverage | null;
      /** Of the final minute of a quarter hour so far; at sixty samples it is what markets settle on. */
      readonly settling: RelayedAverage | null;
    }
  | { readonly kind: 'subscribed'; readonly sid: number; readonly channel: string | null }
  | { readonly kind: 'error'; readonly code: number | null; readonly message: string }
  /** Another type of the shared socket. */
  | { readonly kind: 'passed'; readonly type: string }
  | { readonly kind: 'refused'; readonly reason: string };
