import type { PriceOf } from '../oracles/price-of.js';

/** Ids of the relay and what they are the price of (reference oracles-and-alerts §1.1). */
export const CF_INDICES: Readonly<Record<string, string>> = {
  BRTI: 'btc-usd',
  ETHUSD_RTI: 'eth-usd',
  SOLUSD_RTI: 'sol-usd',
  XRPUSD_RTI: 'xrp-usd',
  DOGEUSD_RTI: 'doge-usd',
  BNBUSD_RTI: 'bnb-usd',
  BCHUSD_RTI: 'bch-usd',
  ZECUSD_RTI: 'zec-usd',
  HYPEUSD_RTI: 'hype-usd',
  NEARUSD_RTI: 'near-usd',
  ADAUSD_RTI: 'ada-usd',
};

const SECOND = 1_000;
const MINUTE = 60_000;
const QUARTER = 900_000;

/** Body of a `cfbenchmarks_value` message of an index at a whole second, or of a `5hz` one without averages. */
export function cfPrint(
  priceOf: PriceOf,
  indexId: string,
  time: number,
  receivedAt: number,
  averages: boolean,
): object {
  const symbol = CF_INDICES[indexId] ?? '';
  // The index is published to the cent; its averages are not rounded.
  const printed = (at: number) => Number(priceOf(symbol, at).toFixed(2));
  const body = {
    index_id: indexId,
    received_at: receivedAt,
    data: JSON.stringify({ type: 'value', id: indexId, time, value: priceOf(symbol, time).toFixed(2) }),
  };
  if (!averages) return body;
  const meanOf = (from: number, count: number) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += printed(from + i * SECOND);
    return (sum / count).toFixed(8);
  };
  const rolling = {
    value: meanOf(time - MINUTE, 60),
    window_size: 60,
    window_start_ts_ms: time - MINUTE,
    window_end_ts_exclusive: time,
  };
  const close = Math.ceil(time / QUARTER) * QUARTER;
  const size = (time - (close - MINUTE)) / SECOND;
  // The tick that starts the minute is not in, the one that ends it is.
  if (size < 1) return { ...body, avg_60s_data: rolling };
  const settling = {
    value: meanOf(close - MINUTE + SECOND, size),
    window_size: size,
    window_start_ts_ms: close - MINUTE + SECOND,
    window_end_ts_exclusive: time + SECOND,
  };
  return { ...body, avg_60s_data: rolling, last_60s_windowed_average_15min: settling };
}
