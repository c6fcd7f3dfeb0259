import type { Strike } from '@pm-arbitrage/core/domain/market.js';
import type { NumberMention, NumberUnit } from '../text/find-numbers.js';
import type { Interval } from './interval.js';
import type { Read, Threshold } from './question.js';

/** Quantities that come in whole numbers only. */
const COUNTED =
  /\b(?:seats?|votes?|senators?|representatives?|members|ballots?|oscars?|grammys|emmys|awards?|wins?|nominations?|goals?|points|runs|games?|score|cuts?|hikes|times|people|hurricanes?|storms?|earthquakes?|tweets?|posts?|mentions|executive orders|pardons|launches|deaths|cases|countries|states|hits|medals?|sets|rounds|touchdowns|yards|rebounds|assists|steals|blocks|threes|bases|corners|aces|kills|strikeouts|districts|temp(?:erature)?|hightemp|lowtemp|degrees)\b/i;
/** Statistics that are published with one decimal. */
const TENTHS = /\b(?:CPI|PCE|inflation|unemployment|GDP|approval|approve)\b/i;

/**
 * The interval of a quantity. Ranges include both ends, as both venues' brackets do on their grids.
 *
 * @param said the question's words, which tell what is counted and so in which steps
 */
export function readThreshold(mention: NumberMention, said: string): Read<Threshold> {
  const grid = gridOf(mention.unit, said, mention.text);
  return {
    value: {
      interval: intervalOf(mention),
      touch: mention.touch,
      bare: mention.relation === 'bare',
      unit: mention.unit,
      grid,
    },
    text: mention.text,
  };
}

/** The threshold that Kalshi lists as fields; null for strikes that are no numbers. */
export function strikeThreshold(strike: Strike | null, said: string): Read<Threshold> | null {
  if (strike === null) return null;
  const { type, floor, cap } = strike;
  const text = `${type} ${[floor, cap].filter((value) => value !== null).join(' to ')}`;
  const of = (low: number | null, lowClosed: boolean, high: number | null, highClosed: boolean): Read<Threshold> => ({
    value: {
      interval: { low: low ?? -Infinity, lowClosed, high: high ?? Infinity, highClosed },
      touch: false,
      bare: false,
      unit: null,
      grid: gridOf(null, said, String(floor ?? cap)) ?? (String(floor ?? cap).endsWith('.99') ? 0.01 : null),
    },
    text,
  });
  switch (type) {
    case 'greater':
      return floor === null ? null : of(floor, false, null, false);
    case 'greater_or_equal':
      return floor === null ? null : of(floor, true, null, false);
    case 'less':
      return cap === null ? null : of(null, false, cap, false);
    case 'less_or_equal':
      return cap === null ? null : of(null, false, cap, true);
    case 'between':
      return floor === null || cap === null ? null : of(floor, true, cap, true);
    default:
      return null;
  }
}

function intervalOf({ relation, value, upper }: NumberMention): Interval {
  const from = (low: number, lowClosed: boolean): Interval => ({ low, lowClosed, high: Infinity, highClosed: false });
  const to = (high: number, highClosed: boolean): Interval => ({ low: -Infinity, lowClosed: false, high, highClosed });
  switch (relation) {
    case 'above':
      return from(value, false);
    case 'at-least':
      return from(value, true);
    case 'below':
      return to(value, false);
    case 'at-most':
      return to(value, true);
    case 'range':
      return { low: value, lowClosed: true, high: upper ?? value, highClosed: true };
    case 'bare':
    case 'exactly':
      return { low: value, lowClosed: true, high: value, highClosed: true };
  }
}

/** The step of the values that can occur; a number that is written more exactly than the usual step makes it finer. */
function gridOf(unit: NumberUnit | null, said: string, text: string): number | null {
  const usual = usualGrid(unit, said);
  if (usual === null) return null;
  const decimals = /\.(\d+)/.exec(text)?.[1] ?? '';
  // Half a goal only says that there is no tie.
  if (decimals === '' || decimals === '5') return usual;
  return usual === 1 ? null : Math.min(usual, 10 ** -decimals.length);
}

function usualGrid(unit: NumberUnit | null, said: string): number | null {
  if (unit === '%') return TENTHS.test(said) ? 0.1 : /\brotten|tomatometer|score/i.test(said) ? 1 : null;
  if (unit === '$' || unit === '€' || unit === '£') return 0.01;
  if (unit !== null && unit.startsWith('°')) return 1;
  if (unit === 'bps') return null;
  if (TENTHS.test(said)) return 0.1;
  return COUNTED.test(said) ? 1 : null;
}
