import { FUSED } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { Estimate } from '@pm-arbitrage/core/fair-value/estimate.js';
import { opposite } from '@pm-arbitrage/core/fair-value/opposite.js';
import { averageSettlement, type AverageWindow } from '@pm-arbitrage/core/fair-value/price/average-settlement.js';
import { barrierTouch, type Monitoring } from '@pm-arbitrage/core/fair-value/price/barrier-touch.js';
import { priceAtExpiry } from '@pm-arbitrage/core/fair-value/price/price-at-expiry.js';
import { type PriceView, SECONDS_PER_YEAR } from '@pm-arbitrage/core/fair-value/price/price-view.js';
import { upOrDown } from '@pm-arbitrage/core/fair-value/price/up-or-down.js';
import type { Condition } from '@pm-arbitrage/core/fair-value/settlement-interval.js';
import type {
  PriceAtTerms,
  PriceReading,
  PriceTerms,
  TouchTerms,
  UpDownTerms,
} from '@pm-arbitrage/core/settlement-terms/crypto/price-terms.js';
import { CF_INDEX, DISSENT, type PriceDesk } from './price-desk.js';
import { type Unpriced, unpriced } from './unpriced.js';
import type { Valuation } from './valuation.js';
import { windowRunning } from './window-running.js';

/** What a feed may differ from the index where nobody has measured it, as a share: three times what was measured once. */
const UNMEASURED_BASIS = 1.2e-4;
const TWAP = 'chainlink-twap';
const MINUTE_MS = 60_000;

/** The price that counts, seen through the feed at hand. */
interface Seen {
  readonly view: PriceView;
  readonly sources: readonly string[];
  readonly oracleAt: number;
}

/**
 * What YES of a market on a price is worth now. It is priced only on what settles it, or on a feed whose difference from
 * that is counted in; what was not seen is not assumed. `now` Unix ms; `staleMs`: the oldest price that counts.
 * @throws FairValueError where numbers leave their domain
 */
export function valuePrice(terms: PriceTerms, desk: PriceDesk, now: number, staleMs: number): Valuation {
  const end = terms.kind === 'price-at' ? terms.at.value : terms.kind === 'touch' ? terms.to.value : terms.end.value;
  if (now >= end) return unpriced('over', 'its price is final');
  const seen = see(terms, end, desk, now, staleMs);
  if ('kind' in seen) return seen;
  const estimate = estimateOf(terms, seen, desk, now);
  if ('kind' in estimate) return estimate;
  const model = `${terms.kind}/${terms.reading.value.kind}`;
  const { sources, oracleAt } = seen;
  const running = windowRunning(terms, desk, now, staleMs);
  const about = { model, sources: [...sources], oracleAt, maxAgeMs: staleMs, live: running !== null };
  return { kind: 'valued', ...estimate, ...about, ...running };
}

function estimateOf(terms: PriceTerms, seen: Seen, desk: PriceDesk, now: number): Estimate | Unpriced {
  switch (terms.kind) {
    case 'price-at':
      return settles(terms, seen, desk, now, terms.condition.value, terms.at.value);
    case 'up-down':
      return upDown(terms, seen, desk, now);
    case 'touch':
      return touch(terms, seen, desk, now);
  }
}

/** Where the price that counts is, as far as it can be seen now; or why not. */
function see(terms: PriceTerms, end: number, desk: PriceDesk, now: number, staleMs: number): Seen | Unpriced {
  const [need] = terms.needs;
  if (need === undefined) return unpriced('unknown', 'its terms name no symbol');
  const { symbol } = need;
  const own = ownSource(terms.reading.value);
  const direct = desk.quote(symbol, own);
  const isDirect = direct !== null && now - direct.at <= staleMs;
  const quote = isDirect ? direct : desk.anyQuote(symbol, now - staleMs);
  if (quote === null) return unpriced('stale', `no fresh price of ${symbol}`);
  const together = desk.quote(symbol, FUSED);
  if (together?.disputed === true && now - together.at <= staleMs)
    return unpriced('disputed', `the sources of ${symbol} are too far apart`);
  if (together !== null && now - together.at <= staleMs && Math.abs(quote.price / together.price - 1) > DISSENT)
    return unpriced('disputed', `${quote.source} is far from what the sources of ${symbol} say together`);
  const secondsLeft = Math.max(0, end - now) / 1_000;
  const volatility = desk.volatility(symbol, quote.source, secondsLeft) ?? desk.volatility(symbol, own, secondsLeft);
  if (volatility === null) return unpriced('unknown', `too little is known of the volatility of ${symbol}`);
  // A candle is of one exchange: through another one it is seen only as well as that was measured.
  const basis = isDirect ? { mean: 0, sd: 0 } : basisOf(desk, symbol, quote.source, quote.price, terms.reading.value);
  if (basis === null) return unpriced('unknown', `${quote.source} is not ${own}, and by how much is not known`);
  return {
    view: {
      price: quote.price,
      volatility: volatility.value,
      volatilityError: volatility.relativeError,
      basis,
      secondsLeft,
    },
    sources: [`${quote.source} ${symbol}`],
    oracleAt: quote.at,
  };
}

/** The source whose prices are those that settle. */
function ownSource(reading: PriceReading): string {
  switch (reading.kind) {
    case 'candle':
      return reading.exchange;
    case 'index-average':
    case 'trimmed-minute':
      return CF_INDEX;
    case 'chainlink-twap':
    case 'chainlink-spot':
      return 'chainlink';
  }
}

function basisOf(
  desk: PriceDesk,
  symbol: string,
  source: string,
  price: number,
  reading: PriceReading,
): PriceView['basis'] | null {
  if (reading.kind === 'candle') return null;
  const measured =
    reading.kind === 'index-average' || reading.kind === 'trimmed-minute' ? desk.basis(symbol, source) : null;
  if (measured !== null) return { mean: measured.mean, sd: Math.sqrt(measured.variance) };
  return { mean: 0, sd: UNMEASURED_BASIS * price };
}

/** Whether the price that settles at a moment meets a condition. */
function settles(
  { reading, decimals, needs }: PriceAtTerms | UpDownTerms,
  { view }: Seen,
  desk: PriceDesk,
  now: number,
  condition: Condition,
  at: number,
): Estimate | Unpriced {
  const rounding = decimals?.value ?? null;
  const symbol = needs[0]?.symbol ?? '';
  switch (reading.value.kind) {
    case 'candle':
    case 'chainlink-spot':
      return priceAtExpiry(view, condition, { decimals: rounding });
    case 'index-average': {
      const window = indexWindow(desk, symbol, at, now);
      return 'kind' in window ? window : averageSettlement(view, window, condition, rounding);
    }
    case 'chainlink-twap': {
      const window = twapWindow(desk, symbol, reading.value.seconds, at, now, view);
      return 'kind' in window ? window : averageSettlement(view, window, condition, rounding);
    }
    case 'trimmed-minute':
      return unpriced('no-model', 'a trimmed minute settles touches only');
  }
}

/** The sixty prints of the index before a time: none yet, or those that the index itself has averaged. */
function indexWindow(desk: PriceDesk, symbol: string, at: number, now: number): AverageWindow | Unpriced {
  const ahead = { prints: 60, spacing: 1, seen: 0, seenMean: 0, seenError: 0, modelError: 0 };
  if (now <= at - MINUTE_MS) return ahead;
  const average = desk.average(symbol, CF_INDEX, at);
  if (average === null || average.of !== 60)
    return unpriced('unknown', 'its minute runs, and what was printed of it is not known');
  return { ...ahead, seen: average.samples, seenMean: average.price };
}

/** An average whose sampling nobody publishes: the one that is told now stands for what was printed of its window. */
function twapWindow(
  desk: PriceDesk,
  symbol: string,
  prints: number,
  at: number,
  now: number,
  { price, volatility }: PriceView,
): AverageWindow | Unpriced {
  const perRootSecond = (price * volatility) / Math.sqrt(SECONDS_PER_YEAR);
  const window = { prints, spacing: 1, seen: 0, seenMean: 0, seenError: 0, modelError: 2 * perRootSecond };
  if (now <= at - prints * 1_000) return window;
  const told = desk.newestAverage(symbol, TWAP);
  if (told === null || now - told.to > 5_000) return unpriced('stale', 'its window runs, and the average is not told');
  const seen = Math.min(prints, Math.max(0, Math.round((told.to - (at - prints * 1_000)) / 1_000)));
  return { ...window, seen, seenMean: told.price };
}

function upDown(terms: UpDownTerms, seen: Seen, desk: PriceDesk, now: number): Estimate | Unpriced {
  const reference = terms.reference?.value ?? referenceOf(terms, desk);
  if (reference === null) return unpriced('unknown', 'the price to beat is not known');
  const tie = terms.tie.value;
  const reading = terms.reading.value;
  const up = (): Estimate | Unpriced => {
    if (reading.kind === 'candle' || reading.kind === 'chainlink-spot')
      return upOrDown(seen.view, reference, tie, { decimals: terms.decimals?.value ?? null });
    const above = (ties: boolean) =>
      settles(terms, seen, desk, now, { kind: 'above', strike: reference, ties }, terms.end.value);
    if (tie !== 'half') return above(tie === 'up');
    const [atLeast, more] = [above(true), above(false)];
    if ('kind' in atLeast) return atLeast;
    if ('kind' in more) return more;
    return {
      probability: (atLeast.probability + more.probability) / 2,
      standardError: (atLeast.standardError + more.standardError) / 2,
    };
  };
  const estimate = up();
  return 'kind' in estimate || terms.yes.value === 'up' ? estimate : opposite(estimate);
}

/** The price to beat, from what oracles told when it was fixed; null where nobody listened. */
function referenceOf({ against, start, reading, needs }: UpDownTerms, desk: PriceDesk): number | null {
  const symbol = needs[0]?.symbol ?? '';
  const at = start.value;
  const source = ownSource(reading.value);
  switch (against.value) {
    case 'candle-open': {
      const minutes = reading.value.kind === 'candle' ? reading.value.minutes : 1;
      return desk.candle(symbol, source, minutes, at)?.open ?? null;
    }
    case 'earlier-close': {
      const candle = desk.candle(symbol, source, 1, at - MINUTE_MS);
      return candle?.closed === true ? candle.close : null;
    }
    case 'earlier-average': {
      const average = desk.average(symbol, reading.value.kind === 'index-average' ? CF_INDEX : TWAP, at);
      return average !== null && average.samples === average.of ? average.price : null;
    }
    case 'earlier-spot':
      return null;
  }
}

function touch(terms: TouchTerms, { view }: Seen, desk: PriceDesk, now: number): Estimate | Unpriced {
  if (now < terms.from.value) return unpriced('not-yet', 'its period has not begun');
  const { value: reading } = terms.reading;
  const range = desk.range(terms.needs[0]?.symbol ?? '', ownSource(reading), terms.from.value);
  const side = terms.side.value;
  const level = terms.level.value;
  const touched = range !== null && (side === 'up' ? range.high >= level : range.low <= level);
  const monitoring: Monitoring =
    reading.kind === 'trimmed-minute' ? { kind: 'trimmed-minutes' } : { kind: 'continuous' };
  return barrierTouch(view, { side, level, touched, monitoring });
}
