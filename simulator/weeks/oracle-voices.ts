import type { OracleFact, OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { PriceTruth } from './price-truth.js';

const QUARTER_MS = 900_000;
const MINUTE_MS = 60_000;
const HEARD_AFTER_MS = 100;

export const voices = ['cf-benchmarks', 'coinbase', 'chainlink', 'binance'] as const;
export type Voice = (typeof voices)[number];

/** Something wrong with one source for a while. Times Unix ms. */
export type VoiceFault = { readonly voice: Voice; readonly from: number; readonly to: number } & (
  | { readonly kind: 'lies'; readonly share: number }
  | { readonly kind: 'lags'; readonly byMs: number }
  | { readonly kind: 'silent' }
);

/** A tick, and who says it. */
export interface Said {
  readonly voice: Voice;
  readonly tick: OracleTick;
}

/**
 * What the sources say in a second, as their adapters would put it. A source that lies is off by a share of the price; one
 * that lags tells the old price with its old time.
 */
export function say(truth: PriceTruth, now: number, faults: readonly VoiceFault[] = []): readonly Said[] {
  return voices.flatMap((voice) => {
    const fault = faults.find((one) => one.voice === voice && now >= one.from && now < one.to);
    if (fault?.kind === 'silent') return [];
    const time = fault?.kind === 'lags' ? now - fault.byMs : now;
    const said = factsOf(truth, voice, time).map(({ symbol, fact, source, unit }): Said => ({
      voice,
      tick: {
        type: 'crypto',
        symbol,
        source,
        fact: fault?.kind === 'lies' ? lie(fact, fault.share) : fact,
        unit,
        eventTime: time,
        receivedAt: now,
        quality: 'live',
        uncertainty: null,
      },
    }));
    return said;
  });
}

export const heardAt = (now: number): number => now + HEARD_AFTER_MS;

type Word = Pick<OracleTick, 'symbol' | 'fact' | 'source' | 'unit'>;

function factsOf(truth: PriceTruth, voice: Voice, now: number): readonly Word[] {
  const dollars = { symbol: 'btc-usd', unit: 'usd', source: voice };
  const price = (value: number): OracleFact => ({ kind: 'price', price: value });
  switch (voice) {
    case 'cf-benchmarks': {
      const settling = windowFact(truth, now);
      return [{ ...dollars, fact: price(truth.index(now)) }, ...(settling ? [{ ...dollars, fact: settling }] : [])];
    }
    case 'coinbase':
      return [{ ...dollars, fact: price(truth.coinbase(now)) }];
    case 'chainlink': {
      const average = truth.chainlinkAverage(now);
      const twap: OracleFact = { kind: 'average', price: average, from: now - MINUTE_MS, to: now, samples: 1, of: 1 };
      return [
        { ...dollars, fact: price(truth.chainlink(now)) },
        { ...dollars, source: 'chainlink-twap', fact: twap },
      ];
    }
    case 'binance': {
      const tether = { symbol: 'btc-usdt', unit: 'usdt', source: voice };
      const isFull = now % MINUTE_MS === 0;
      return [
        { ...tether, fact: price(truth.binance(now)) },
        ...(isFull ? [{ ...tether, fact: candleFact(truth, now - MINUTE_MS) }] : []),
      ];
    }
  }
}

/** The minute of the index before a quarter of an hour, as far as it is printed. */
function windowFact(truth: PriceTruth, now: number): OracleFact | null {
  const to = Math.ceil(now / QUARTER_MS) * QUARTER_MS;
  const samples = 60 - (to - now) / 1_000;
  if (samples < 1) return null;
  return { kind: 'average', price: truth.indexAverage(to, samples), from: to - MINUTE_MS, to, samples, of: 60 };
}

/** Binance's closed candle of a minute. */
export const candleFact = (truth: PriceTruth, from: number): OracleFact => ({
  kind: 'candle',
  ...truth.candle(from, 1),
  from,
  to: from + MINUTE_MS,
  closed: true,
});

function lie(fact: OracleFact, share: number): OracleFact {
  if (fact.kind === 'price' || fact.kind === 'average') return { ...fact, price: fact.price * (1 + share) };
  return fact;
}
