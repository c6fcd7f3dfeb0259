import type { MarketProfile } from './market-profile.js';

const DAY = 86_400_000;
/** Deadlines this close may be one: "before August 1" and "by July 31, 11:59 PM" in whatever zone. */
const DEADLINE_SLACK = 2 * DAY;
/** Nominal ends of trading further apart than this are of different questions, whatever the titles say. */
const CLOSING_SLACK = 2 * 365 * DAY;

/**
 * Whether two listings can ask the same. False only where times or numbers rule it out; what a listing does not say
 * rules out nothing. This is what spares the judge, so it must never drop what the judge would accept.
 */
export const canAgree = (one: MarketProfile, other: MarketProfile): boolean =>
  windowsCanAgree(one, other) && numbersCanAgree(one.numbers, other.numbers);

function windowsCanAgree(one: MarketProfile, other: MarketProfile): boolean {
  if ((one.from === null && one.to === null) || (other.from === null && other.to === null)) {
    const [close, otherClose] = [one.listing.closeTime, other.listing.closeTime];
    return close === null || otherClose === null || Math.abs(close - otherClose) <= CLOSING_SLACK;
  }
  // Two deadlines must be one date.
  if (one.from === null && other.from === null && one.to !== null && other.to !== null) {
    return Math.abs(one.to - other.to) <= DEADLINE_SLACK;
  }
  return startsBefore(one.from, other.to) && startsBefore(other.from, one.to);
}

const startsBefore = (from: number | null, to: number | null): boolean => from === null || to === null || from < to;

function numbersCanAgree(one: readonly number[], other: readonly number[]): boolean {
  if (one.length === 0 || other.length === 0) return true;
  return one.some((number) => other.some((each) => numberCanBe(number, each)));
}

/**
 * Numbers that may bound the same: equal, or next to each other on the coarser of their grids ("above 210" and "211 or
 * above", 74,299.99 and 74,300, "over 4.5" and "5+"), or basis points and percent.
 */
function numberCanBe(one: number, other: number): boolean {
  const step = 10 ** -Math.min(decimals(one), decimals(other));
  return Math.abs(one - other) <= step * 1.000_001 || one === other * 100 || other === one * 100;
}

function decimals(value: number): number {
  if (Number.isInteger(value)) return 0;
  const text = String(value);
  const point = text.indexOf('.');
  return point < 0 ? 0 : Math.min(6, text.length - point - 1);
}
