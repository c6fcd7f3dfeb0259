import { candleFact, type Said, say } from './oracle-voices.js';
import type { PriceTruth } from './price-truth.js';

const MINUTE_MS = 60_000;
/** Candles are remembered that long… */
const CANDLES_MS = 600 * MINUTE_MS;
/** …and a volatility forgets half an hour to a third: so many quotes, each so far from the next. */
const QUOTES_MS = 120 * MINUTE_MS;
const APART_MS = 5_000;

/**
 * What the sources said before a session, thinned to what is remembered of it: oracles listen all day, and only markets are
 * left out between two sessions. It is received when the session begins, one after the other: of what comes at once the bus
 * keeps the newest.
 */
export function heardMeanwhile(truth: PriceTruth, now: number): readonly (readonly Said[])[] {
  const said: Said[][] = [];
  const tick = { type: 'crypto', symbol: 'btc-usdt', source: 'binance', unit: 'usdt', uncertainty: null } as const;
  for (let from = Math.max(truth.from, now - CANDLES_MS); from < now; from += MINUTE_MS) {
    const times = { eventTime: from + MINUTE_MS, receivedAt: now, quality: 'final' } as const;
    said.push([{ voice: 'binance', tick: { ...tick, ...times, fact: candleFact(truth, from) } }]);
  }
  for (let at = Math.max(truth.from, now - QUOTES_MS); at < now; at += APART_MS) {
    const quotes = say(truth, at).filter(({ tick: { fact } }) => fact.kind === 'price');
    said.push(quotes.map(({ tick: quote, voice }) => ({ voice, tick: { ...quote, receivedAt: now } })));
  }
  return said;
}
