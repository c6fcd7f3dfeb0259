import { plainText } from '../../news/plain-text.js';

/** The range that the committee sets for the federal funds rate, percent. */
export interface TargetRange {
  readonly lower: number;
  readonly upper: number;
}

const MOST = 60_000;
const NUMBER = String.raw`(\d{1,2})(?:[\s-]*([1-7])\s*\/\s*([248])|\.(\d{1,2}))?|([1-7])\s*\/\s*([248])`;
const RANGE = new RegExp(
  String.raw`target range (?:for the federal funds rate )?(?:of|at|to|from) (?:${NUMBER})(?: percent)? to (?:${NUMBER}) percent`,
  'gi',
);

/**
 * Reads the range from an implementation note: "… in a target range of 3-3/4 to 4 percent". Every mention must be of
 * the same range.
 * @returns a sentence where there is none. Never throws.
 * @see https://www.federalreserve.gov/newsevents/pressreleases.htm
 */
export function readTargetRange(html: string): TargetRange | string {
  // Dashes and spaces are written in many ways.
  const text = plainText(html, MOST)
    .replaceAll(/[\u2010-\u2015\u2212]/gu, '-')
    .replaceAll('⁄', '/');
  const ranges = [...text.matchAll(RANGE)].map((found) => ({
    lower: numberOf(found.slice(1, 7)),
    upper: numberOf(found.slice(7, 13)),
  }));
  const [first] = ranges;
  if (first === undefined) return 'it names no target range';
  const other = ranges.find(({ lower, upper }) => lower !== first.lower || upper !== first.upper);
  if (other) return `it names the ranges ${first.lower}–${first.upper} and ${other.lower}–${other.upper}`;
  const { lower, upper } = first;
  // Since 2008 it was a quarter of a point wide; half a point leaves room.
  return upper > lower && upper - lower <= 0.5 && upper <= 25
    ? first
    : `${lower} to ${upper} percent is no range that was ever set`;
}

function numberOf([whole, over, under, decimals, bareOver, bareUnder]: readonly (string | undefined)[]): number {
  if (bareOver !== undefined) return Number(bareOver) / Number(bareUnder);
  if (over !== undefined) return Number(whole) + Number(over) / Number(under);
  return Number(decimals === undefined ? whole : `${whole}.${decimals}`);
}
