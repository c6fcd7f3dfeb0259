import { sharpeInterval } from '../performance/sharpe-interval.js';
import type { Performance } from '../performance/measure-performance.js';
import { wilsonInterval } from '../performance/wilson-interval.js';

/** `open`: what was measured is on the right side, what may be true is not. */
export type Judgement = 'go' | 'no-go' | 'open';

/** One target of the trial. Shares are 0…1, ratios plain, times ms. */
export interface VerdictRow {
  readonly what: string;
  readonly unit: 'ratio' | 'share' | 'ms';
  readonly wanted: { readonly atLeast: number } | { readonly atMost: number };
  /** Null: nothing to measure it from. */
  readonly value: number | null;
  /** 95 % bounds of what may be true; null where there are none. */
  readonly low: number | null;
  readonly high: number | null;
  /** What it rests on. */
  readonly count: number;
  readonly of: 'trades' | 'days' | 'minutes';
  readonly judgement: Judgement;
}

const CONFIDENCE = 0.95;
const DAYS_A_YEAR = 365;
/** Below this no share and no mean says anything, whatever its bounds. */
export const FEWEST_TRADES = 100;

type Wanted = VerdictRow['wanted'];

function judge(
  { wanted, value, low, high }: Pick<VerdictRow, 'wanted' | 'value' | 'low' | 'high'>,
  enough: boolean,
): Judgement {
  if (value === null) return 'open';
  const [meets, surely] =
    'atLeast' in wanted
      ? [value >= wanted.atLeast, (low ?? value) >= wanted.atLeast]
      : [value <= wanted.atMost, (high ?? value) <= wanted.atMost];
  if (!meets) return 'no-go';
  return surely && enough ? 'go' : 'open';
}

/** A share of `count` trials, with Wilson's bounds. */
export function shareRow(
  what: string,
  wanted: Wanted,
  hits: number,
  count: number,
  of: VerdictRow['of'] = 'trades',
): VerdictRow {
  const bounds = count === 0 ? { low: null, high: null } : wilsonInterval(hits, count, CONFIDENCE);
  const value = count === 0 ? null : hits / count;
  const row = { what, unit: 'share' as const, wanted, value, ...bounds, count, of };
  return { ...row, judgement: judge(row, of !== 'trades' || count >= FEWEST_TRADES) };
}

/** A mean, with the bounds that its spread gives. */
export function meanRow(what: string, wanted: Wanted, values: readonly number[]): VerdictRow {
  const count = values.length;
  const mean = count === 0 ? null : values.reduce((sum, value) => sum + value, 0) / count;
  const spread =
    mean === null || count < 2
      ? null
      : Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
  const half = spread === null ? null : (1.96 * spread) / Math.sqrt(count);
  const [low, high] = mean === null || half === null ? [null, null] : [mean - half, mean + half];
  const row = { what, unit: 'ms' as const, wanted, value: mean, low, high, count, of: 'trades' as const };
  return { ...row, judgement: judge(row, count >= FEWEST_TRADES) };
}

/** The yearly Sharpe ratio of the whole portfolio, from daily returns. */
export function sharpeRow(what: string, wanted: Wanted, { days, kurtosis, sharpe, skewness }: Performance): VerdictRow {
  const yearly = Math.sqrt(DAYS_A_YEAR);
  const bounds =
    sharpe === null || skewness === null || kurtosis === null
      ? null
      : sharpeInterval({ sharpe, count: days, skewness, kurtosis }, CONFIDENCE);
  const row = {
    what,
    unit: 'ratio' as const,
    wanted,
    value: sharpe === null ? null : sharpe * yearly,
    low: bounds === null ? null : bounds.low * yearly,
    high: bounds === null ? null : bounds.high * yearly,
    count: days,
    of: 'days' as const,
  };
  return { ...row, judgement: judge(row, true) };
}

/** A worst case is what it was: it has no bounds. */
export function worstRow(what: string, wanted: Wanted, value: number | null, count: number): VerdictRow {
  const row = { what, unit: 'share' as const, wanted, value, low: null, high: null, count, of: 'days' as const };
  return { ...row, judgement: judge(row, true) };
}

/** Go when every target is met beyond doubt, no-go when one is missed, open otherwise. */
export const overall = (rows: readonly VerdictRow[]): Judgement =>
  rows.some(({ judgement }) => judgement === 'no-go')
    ? 'no-go'
    : rows.every(({ judgement }) => judgement === 'go')
      ? 'go'
      : 'open';
