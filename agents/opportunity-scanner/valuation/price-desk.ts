import { FUSED, type OracleFact, type OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { boundedVolatility } from '@pm-arbitrage/core/fair-value/price/bounded-volatility.js';
import { EwmaVolatility } from '@pm-arbitrage/core/fair-value/price/ewma-volatility.js';
import { PriceSampler } from '@pm-arbitrage/core/fair-value/price/price-sampler.js';
import { volatilityAhead } from '@pm-arbitrage/core/fair-value/price/volatility-ahead.js';
import type { Volatility } from '@pm-arbitrage/core/fair-value/price/volatility.js';
import { type Basis, BasisTracker } from '@pm-arbitrage/core/oracles/basis-tracker.js';

type AverageFact = Extract<OracleFact, { kind: 'average' }>;
type CandleFact = Extract<OracleFact, { kind: 'candle' }>;

/** A price of one source. */
export interface Quote {
  readonly source: string;
  readonly price: number;
  /** Unix ms by the source's clock, never after we received it. */
  readonly at: number;
  /** Of all sources together: they are too far apart. */
  readonly disputed?: true;
}

/** Further than this from what all sources say together, as a share, a source lies: what fusing outvotes one for. */
export const DISSENT = 0.001;

/** The source of CF Benchmarks, whose prices and averages are the index itself. */
export const CF_INDEX = 'cf-benchmarks';

const SAMPLE_SECONDS = 5;
const LONGEST_GAP_SECONDS = 60;
/** λ for a sample of five seconds: half an hour is forgotten to a third. */
const LAMBDA = 0.9972;
const MEMORY_SECONDS = SAMPLE_SECONDS / -Math.log(LAMBDA);
/** Fewer effective returns tell no volatility. */
const MOST_RELATIVE_ERROR = 0.2;
const BOUNDS = { floor: 0.08, cap: 4, widen: 1 };
const BASIS = { halfLifeMs: 600_000, pairWithinMs: 2_000, leastSamples: 60 };
/** Windows and candles remembered for each source of a symbol. */
const MOST_WINDOWS = 600;

interface Line {
  quote: Quote | null;
  readonly sampler: PriceSampler;
  readonly volatility: EwmaVolatility;
  readonly basis: BasisTracker;
  /** By their end, complete ones and the newest of each that is not. */
  readonly averages: Map<number, AverageFact>;
  /** By length in minutes and beginning. */
  readonly candles: Map<string, CandleFact>;
}

/** What is known of prices: newest quotes, volatilities, averages, candles, and what sources differ from the index. */
export class PriceDesk {
  readonly #lines = new Map<string, Map<string, Line>>();

  take({ symbol, source, fact, eventTime, receivedAt, disputed }: OracleTick): void {
    if (fact.kind !== 'price' && fact.kind !== 'average' && fact.kind !== 'candle') return;
    const line = this.#line(symbol, source);
    const at = Math.min(eventTime, receivedAt);
    switch (fact.kind) {
      case 'price': {
        if (line.quote !== null && at < line.quote.at) return;
        line.quote = { source, price: fact.price, at, ...(disputed ? { disputed } : {}) };
        const sampled = line.sampler.add(at, fact.price);
        if (sampled !== null) line.volatility.add(sampled);
        this.#compare(symbol, source, fact.price, at);
        return;
      }
      case 'average':
        keep(line.averages, fact.to, fact);
        return;
      case 'candle':
        keep(line.candles, candleKey((fact.to - fact.from) / 60_000, fact.from), fact);
    }
  }

  /** The newest price of a source. */
  quote(symbol: string, source: string): Quote | null {
    return this.#lines.get(symbol)?.get(source)?.quote ?? null;
  }

  /** The newest price of each source, fused ones not among them, that is no older than `since`, Unix ms. */
  quotes(symbol: string, since: number): readonly Quote[] {
    return [...(this.#lines.get(symbol)?.values() ?? [])]
      .flatMap(({ quote }) => quote ?? [])
      .filter(({ at, source }) => at >= since && source !== FUSED);
  }

  /** The best price that is no older than `since`, Unix ms: of all sources together, else the newest. */
  anyQuote(symbol: string, since: number): Quote | null {
    const lines = [...(this.#lines.get(symbol) ?? [])]
      .flatMap(([, { quote }]) => quote ?? [])
      .filter(({ at }) => at >= since);
    const fused = lines.find(({ source }) => source === FUSED);
    return fused ?? lines.sort((a, b) => b.at - a.at)[0] ?? null;
  }

  /** What a source lets expect of the volatility of so many seconds ahead; null while too little is known. */
  volatility(symbol: string, source: string, ahead: number): Volatility | null {
    const measured = this.#lines.get(symbol)?.get(source)?.volatility.estimate ?? null;
    return measured === null || measured.relativeError > MOST_RELATIVE_ERROR
      ? null
      : volatilityAhead(boundedVolatility(measured, BOUNDS), { memory: MEMORY_SECONDS, ahead });
  }

  /** By how much a source is above the index; null while that is not known. */
  basis(symbol: string, source: string): Basis | null {
    return this.#lines.get(symbol)?.get(source)?.basis.basis ?? null;
  }

  /** The average that ends at a time, as far as it is in. */
  average(symbol: string, source: string, to: number): AverageFact | null {
    return this.#lines.get(symbol)?.get(source)?.averages.get(to) ?? null;
  }

  /** The average that ended last. */
  newestAverage(symbol: string, source: string): AverageFact | null {
    return [...(this.#lines.get(symbol)?.get(source)?.averages.values() ?? [])].at(-1) ?? null;
  }

  candle(symbol: string, source: string, minutes: number, from: number): CandleFact | null {
    return this.#lines.get(symbol)?.get(source)?.candles.get(candleKey(minutes, from)) ?? null;
  }

  /** The highest and the lowest price of the one-minute candles of a source since a time that are known. */
  range(symbol: string, source: string, since: number): { readonly high: number; readonly low: number } | null {
    const known = [...(this.#lines.get(symbol)?.get(source)?.candles.values() ?? [])].filter(
      ({ from, to }) => from >= since && to - from === 60_000,
    );
    if (known.length === 0) return null;
    return { high: Math.max(...known.map(({ high }) => high)), low: Math.min(...known.map(({ low }) => low)) };
  }

  #line(symbol: string, source: string): Line {
    const lines = this.#lines.get(symbol) ?? new Map<string, Line>();
    this.#lines.set(symbol, lines);
    const line = lines.get(source) ?? {
      quote: null,
      sampler: new PriceSampler(SAMPLE_SECONDS, LONGEST_GAP_SECONDS),
      volatility: new EwmaVolatility(LAMBDA, SAMPLE_SECONDS),
      basis: new BasisTracker(BASIS),
      averages: new Map(),
      candles: new Map(),
    };
    lines.set(source, line);
    return line;
  }

  #compare(symbol: string, source: string, price: number, at: number): void {
    const lines = this.#lines.get(symbol) ?? new Map<string, Line>();
    if (source !== CF_INDEX) lines.get(source)?.basis.source(price, at);
    else for (const [other, { basis }] of lines) if (other !== CF_INDEX) basis.index(price, at);
  }
}

const candleKey = (minutes: number, from: number): string => `${minutes}:${from}`;

/** Puts a fact to the end of a map that forgets its oldest. */
function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MOST_WINDOWS) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
