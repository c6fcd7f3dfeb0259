import { readCryptoSymbol } from '../crypto-symbol.js';
import type { PolyboltChannel } from './polybolt-frame.js';

/** What each channel carries (reference §1.6). */
const ASSETS: Readonly<Record<PolyboltChannel, readonly string[]>> = {
  'price.crypto': ['btc', 'eth', 'sol', 'doge', 'xrp', 'bnb'],
  'price.crypto.twap': ['btc', 'eth', 'sol', 'xrp', 'doge', 'hype', 'bnb', 'zec'],
};

/** `btcusd` for `btc-usd` where the channel carries it, else null. */
export function polyboltPair(symbol: string, channel: PolyboltChannel): string | null {
  const pair = readCryptoSymbol(symbol);
  return pair?.quote === 'usd' && ASSETS[channel].includes(pair.asset) ? `${pair.asset}usd` : null;
}

/** `btc-usd` of `btcusd`. */
export const symbolOfPolybolt = (pair: string): string => pair.replace(/usd$/, '-usd');
