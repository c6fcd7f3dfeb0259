import type { Listing } from '../listing.js';
import { factsIn, replaceNumber } from './facts-in.js';

/** Somebody no market is about. */
const STRANGER = 'Ottoline Quarrington';
const NAME = /(?<=\S\s+)\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)*/gu;
/** Years are left alone: dates that do not fit together are no question at all. */
const isYear = (value: number) => value >= 1_900 && value <= 2_100;

/**
 * The listing with a difference that nobody can miss, everything else left as it is: another number in place of one in
 * its headline, or a stranger in place of its longest name; null where the headline has neither. A model that calls this
 * and the other market the same follows something else than the question.
 */
export function decoyOf(listing: Listing): Listing | null {
  const headline = `${listing.title}\n${listing.subtitle}`;
  const numbers = [...factsIn(headline)].map(Number).filter((value) => Number.isFinite(value) && !isYear(value));
  // The largest is seldom a day of the month.
  const number = Math.max(...numbers);
  if (numbers.length > 0) {
    const other = anotherNumber(number);
    const swap = (text: string) => replaceNumber(text, number, other.toLocaleString('en-US'));
    const changed = rewritten(listing, swap);
    const { strike } = listing;
    if (strike === null) return differs(changed, listing);
    const moved = (value: number | null) => (value === number ? other : value);
    return differs({ ...changed, strike: { ...strike, floor: moved(strike.floor), cap: moved(strike.cap) } }, listing);
  }
  const names = [...listing.title.matchAll(NAME)].map(([name]) => name).toSorted((a, b) => b.length - a.length);
  const [name] = names;
  if (name === undefined) return null;
  return differs(
    rewritten(listing, (text) => text.replaceAll(name, STRANGER)),
    listing,
  );
}

/** A tenth more, or a week beside what may be a day of the month. */
function anotherNumber(value: number): number {
  if (!Number.isInteger(value)) return value + 1;
  if (value <= 31) return value > 15 ? value - 7 : value + 7;
  return Math.round(value * 1.1);
}

function rewritten(listing: Listing, rewrite: (text: string) => string): Listing {
  return {
    ...listing,
    title: rewrite(listing.title),
    subtitle: rewrite(listing.subtitle),
    event: { ...listing.event, title: rewrite(listing.event.title) },
    rules: rewrite(listing.rules),
  };
}

/** Number words and the like are read but not rewritten; what changed nothing is no decoy. */
const differs = (decoy: Listing, original: Listing): Listing | null =>
  decoy.title === original.title && decoy.subtitle === original.subtitle ? null : decoy;
