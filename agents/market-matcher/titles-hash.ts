import { createHash } from 'node:crypto';
import type { Market } from '@pm-arbitrage/core/domain/market.js';

/** SHA-256 of what a market's question is read from beside its rules: titles, outcome and strike. */
export function titlesHash({ title, subtitle, event, strike }: Market): string {
  const struck = strike === null ? null : [strike.type, strike.floor, strike.cap];
  return createHash('sha256')
    .update(JSON.stringify([title, subtitle, event.title, struck]))
    .digest('hex');
}
