import { averageSettlement } from '@pm-arbitrage/core/fair-value/price/average-settlement.js';
import type { Condition } from '@pm-arbitrage/core/fair-value/settlement-interval.js';
import { indexView, indexWindow, RTI_NOTE } from '../index-window.js';
import type { PriceTruth } from '../price-truth.js';
import type { WeekMarket } from '../week-market.js';
import { dateWords, hourWords, shortDate, tickerTime } from '../week-times.js';
import { kalshiMarket } from './venue-fields.js';

const STEP = 250;
const RUNGS = [-500, -250, 0, 250, 500] as const;
const RANGES = [-250, 0] as const;
const PAYS_AFTER_MS = 90_000;

interface Rung {
  readonly code: string;
  readonly words: string;
  readonly subtitle: string;
  readonly strike: { readonly type: string; readonly floor: number; readonly cap: number | null };
  readonly condition: Condition;
}

/** Kalshi's prices at an hour: above a strike, and within ranges, of the average of the minute before it. */
export function kalshiHour(truth: PriceTruth, opensAt: number, at: number): readonly WeekMarket[] {
  const middle = Math.round(truth.index(opensAt) / STEP) * STEP;
  return [
    ...ladder(
      truth,
      opensAt,
      at,
      'KXBTCD',
      RUNGS.map((off) => above(middle + off - 0.01)),
    ),
    ...ladder(
      truth,
      opensAt,
      at,
      'KXBTC',
      RANGES.map((off) => between(middle + off)),
    ),
  ];
}

const above = (strike: number): Rung => ({
  code: `T${strike}`,
  words: `above ${strike}`,
  subtitle: `$${(strike + 0.01).toLocaleString('en-US')} or above`,
  strike: { type: 'greater', floor: strike, cap: null },
  condition: { kind: 'above', strike, ties: false },
});

const between = (low: number): Rung => {
  const high = low + STEP - 0.01;
  return {
    code: `B${low + STEP / 2}`,
    words: `between ${low}-${high}`,
    subtitle: `$${low.toLocaleString('en-US')} to ${high.toLocaleString('en-US')}`,
    strike: { type: 'between', floor: low, cap: high },
    condition: { kind: 'between', low, high, lowTies: true, highTies: true },
  };
};

function ladder(
  truth: PriceTruth,
  opensAt: number,
  at: number,
  series: 'KXBTCD' | 'KXBTC',
  rungs: readonly Rung[],
): readonly WeekMarket[] {
  const eventId = `${series}-${tickerTime(at)}`;
  const title = `Bitcoin price on ${dateWords(at)} at ${hourWords(at)} EST?`;
  const event = { id: eventId, title, exclusive: series === 'KXBTC', exhaustive: false, size: rungs.length };
  return rungs.map((rung): WeekMarket => ({
    market: kalshiMarket({
      id: `${eventId}-${rung.code}`,
      event,
      title,
      subtitle: rung.subtitle,
      rules: `If the simple average of the sixty seconds of CF Benchmarks' Bitcoin Real-Time Index (BRTI) before ${hourWords(at)} EST is ${rung.words} at ${hourWords(at)} EST on ${shortDate(at)}, then the market resolves to Yes.\n\n${RTI_NOTE}`,
      category: 'Crypto',
      strike: rung.strike,
      sources: ['CF Benchmarks'],
      openTime: opensAt,
      closeTime: at,
      resolutionTime: at + PAYS_AFTER_MS,
    }),
    watched: 'slow',
    ladder: eventId,
    twin: null,
    opensAt,
    closesAt: at,
    paysAt: at + PAYS_AFTER_MS,
    fairAt: (time) =>
      averageSettlement(indexView(truth, time, at), indexWindow(truth, time, at), rung.condition).probability,
    decidedBy: () => null,
    outcome: () => meets(truth.indexAverage(at), rung.condition),
  }));
}

function meets(value: number, condition: Condition): boolean {
  if (condition.kind === 'between') return value >= condition.low && value <= condition.high;
  return condition.kind === 'above' ? value > condition.strike : value < condition.strike;
}
