/** Channels and what their frames carry (reference §13.5). */
const CHANNELS = {
  orderbook_delta: { sequenced: true, needsMarkets: true, filtered: true },
  ticker: { sequenced: false, needsMarkets: false, filtered: true },
  trade: { sequenced: true, needsMarkets: false, filtered: true },
  fill: { sequenced: false, needsMarkets: false, filtered: true },
  user_orders: { sequenced: false, needsMarkets: false, filtered: true },
  market_positions: { sequenced: false, needsMarkets: false, filtered: true },
  order_group_updates: { sequenced: true, needsMarkets: false, filtered: false },
  market_lifecycle_v2: { sequenced: true, needsMarkets: false, filtered: false },
} as const;

export type ChannelName = keyof typeof CHANNELS;

export const isChannel = (name: unknown): name is ChannelName =>
  typeof name === 'string' && Object.hasOwn(CHANNELS, name);

export const channelNeedsMarkets = (channel: ChannelName): boolean => CHANNELS[channel].needsMarkets;
export const channelIsFiltered = (channel: ChannelName): boolean => CHANNELS[channel].filtered;

/** One subscription of one connection; its sequence runs over all its markets and answers. */
export class Subscription {
  readonly sid: number;
  readonly channel: ChannelName;
  /** Tickers, or null for every market. */
  readonly markets: Set<string> | null;
  /** Prices of the NO side on the YES leg. */
  readonly useYesPrice: boolean;
  #seq = 0;

  constructor(sid: number, channel: ChannelName, markets: readonly string[] | null, useYesPrice: boolean) {
    this.sid = sid;
    this.channel = channel;
    this.markets = markets === null ? null : new Set(markets);
    this.useYesPrice = useYesPrice;
  }

  wants(ticker: string): boolean {
    return this.markets === null || this.markets.has(ticker);
  }

  /** The head of the next frame of this subscription; takes a sequence number where the channel has them. */
  head(): { sid: number; seq?: number } {
    return CHANNELS[this.channel].sequenced ? { sid: this.sid, seq: ++this.#seq } : { sid: this.sid };
  }
}
