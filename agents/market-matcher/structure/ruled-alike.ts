import { plainText } from '../text/plain-text.js';
import { textLimits } from '../text/text-limits.js';
import type { SettlementSide } from '../settlement/settlement-side.js';
import type { Axis } from './stands-of.js';

/** Words that say where a bound lies, and nothing of what is bounded. */
const COMPARING = words(
  'above below over under between and or to than more less fewer greater least most exactly equal equals at higher lower from up inclusive exceeds exceed any a an the is be range not if',
);
/** Words that say when, and nothing of what happens. */
const DATING = words(
  'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec before by on or until end of year month quarter',
);
/** "$1.5 million" may be written as 1.5. */
const FACTORS = [1, 1e3, 1e6, 1e9, 1e12];

/**
 * Whether the rules of two markets of one venue say the same but for the bound. Venues write the rules of one series
 * from one form, and often name city, player, team or hour there alone.
 */
export function ruledAlike(a: SettlementSide, b: SettlementSide, axis: Axis): boolean {
  const [x, y] = [rulesOf(a), rulesOf(b)];
  return saysNoMore(x, y, boundsOf(a, axis), axis) && saysNoMore(y, x, boundsOf(b, axis), axis);
}

interface Rules {
  readonly words: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
}

/** Whether what only the first rules say is their bound. */
function saysNoMore(rules: Rules, others: Rules, isBound: (value: number) => boolean, axis: Axis): boolean {
  return (
    [...rules.words].every(
      (word) => others.words.has(word) || COMPARING.has(word) || (axis === 'time' && DATING.has(word)),
    ) && [...rules.numbers].every((value) => others.numbers.has(value) || isBound(value))
  );
}

function boundsOf({ question }: SettlementSide, axis: Axis): (value: number) => boolean {
  // Days and years.
  if (axis === 'time') return (value) => Number.isInteger(value) && (value <= 31 || (value > 1900 && value < 2200));
  const { low = Infinity, high = Infinity } = question.threshold?.value.interval ?? {};
  const near = (value: number, bound: number) => Math.abs(value - bound) <= 1e-9 * Math.abs(bound);
  return (value) => FACTORS.some((factor) => near(value * factor, low) || near(value * factor, high));
}

function rulesOf({ listing }: SettlementSide): Rules {
  const text = plainText(listing.rules.slice(0, textLimits.rules)).toLowerCase();
  return {
    words: new Set(text.match(/\p{L}+/gu)),
    numbers: new Set((text.match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map((number) => Number(number.replaceAll(',', '')))),
  };
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
