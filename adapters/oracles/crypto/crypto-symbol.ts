/** A pair such as `btc-usd`. */
export interface CryptoSymbol {
  /** `btc` */
  readonly asset: string;
  /** `usd`, `usdt` */
  readonly quote: 'usd' | 'usdt';
}

/** Reads a tick's symbol; null when it is no pair that is quoted in dollars or in Tether. */
export function readCryptoSymbol(symbol: string): CryptoSymbol | null {
  const match = /^([a-z0-9]{2,10})-(usdt?)$/.exec(symbol);
  return match ? { asset: match[1] as string, quote: match[2] as 'usd' | 'usdt' } : null;
}
