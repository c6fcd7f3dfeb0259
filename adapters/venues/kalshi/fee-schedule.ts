import type { FeeModel, FeeSchedule } from '@pm-arbitrage/core/domain/fee-schedule.js';
import { parseScaled } from '@pm-arbitrage/core/money/decimal.js';

/** How a series or an event charges, in the venue's words. */
export interface KalshiFeeTerms {
  readonly type: string;
  readonly multiplier: number;
}

/** A change of terms with the time from which it holds, Unix ms. Null: the override of an event ends. */
export interface KalshiFeeChange {
  readonly at: number;
  readonly terms: KalshiFeeTerms | null;
}

export interface KalshiFeeSource {
  readonly series: KalshiFeeTerms;
  readonly seriesChanges: readonly KalshiFeeChange[];
  /** The event's override now; null where it has none. */
  readonly override: KalshiFeeTerms | null;
  readonly overrideChanges: readonly KalshiFeeChange[];
  /** No fee until then, Unix ms; null where the market has no waiver. */
  readonly waivedUntil: number | null;
  /** Unix ms. */
  readonly now: number;
}

const MAKER: Readonly<Record<string, 'none' | 'standard' | 'combo'>> = {
  quadratic: 'none',
  quadratic_with_maker_fees: 'standard',
  quadratic_with_combo_maker_fees: 'combo',
};

/**
 * What a market charges and when (kalshi.md §6, §10.1): the event's override before the series' terms, scheduled
 * changes of both, and nothing before the end of a waiver.
 * @returns the schedule, or why it is not known; a market without known fees must not be traded.
 */
export function kalshiFeeSchedule(source: KalshiFeeSource): FeeSchedule | string {
  const due = new Set<number>([source.now]);
  for (const { at } of [...source.seriesChanges, ...source.overrideChanges]) if (at > source.now) due.add(at);
  const schedule: FeeSchedule = [];
  for (const at of [...due].toSorted((a, b) => a - b)) {
    const override = latest(source.overrideChanges, source.now, at, source.override);
    const terms = override ?? latest(source.seriesChanges, source.now, at, source.series) ?? source.series;
    const model = feeModel(terms);
    if (typeof model === 'string') return model;
    schedule.push({ from: schedule.length === 0 ? 0 : at, model });
  }
  return source.waivedUntil !== null && source.waivedUntil > source.now
    ? waived(schedule, source.waivedUntil)
    : schedule;
}

/** The terms at a time: the last change after now that has come by then, else those of now. */
function latest(
  changes: readonly KalshiFeeChange[],
  now: number,
  at: number,
  current: KalshiFeeTerms | null,
): KalshiFeeTerms | null {
  let found = current;
  let since = now;
  for (const change of changes) {
    if (change.at <= now || change.at > at || change.at < since) continue;
    found = change.terms;
    since = change.at;
  }
  return found;
}

function feeModel(terms: KalshiFeeTerms): FeeModel | string {
  const maker = MAKER[terms.type];
  if (maker === undefined) return `the fee type "${terms.type}" has no formula that we know`;
  const multiplierPpm = parseScaled(String(terms.multiplier), 6);
  if (!(multiplierPpm >= 0)) return `the fee multiplier is ${terms.multiplier}`;
  return { kind: 'kalshi', multiplierPpm, maker };
}

function waived(schedule: FeeSchedule, until: number): FeeSchedule {
  const after = schedule.findLast(({ from }) => from <= until) ?? schedule[0];
  const free: FeeModel = { kind: 'kalshi', multiplierPpm: 0, maker: 'none' };
  return [
    { from: 0, model: free },
    ...(after ? [{ from: until, model: after.model }] : []),
    ...schedule.filter(({ from }) => from > until),
  ];
}
