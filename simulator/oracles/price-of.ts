/**
 * What something costs at a time, in its quote currency: `btc-usd`, `btc-usdt`. The same symbol and time give the same
 * price, whoever asks and in whatever order, so that all stand-ins tell of one world.
 * @param time Unix ms.
 */
export type PriceOf = (symbol: string, time: number) => number;
