import type { Market } from '../../domain/market.js';
import type { Condition } from '../../fair-value/settlement-interval.js';
import { refuse } from '../terms-refusal.js';
import { checkClose } from '../text/check-close.js';
import { checkHeadline } from '../text/check-headline.js';
import { checkStrike } from '../text/check-strike.js';
import { findClocks } from '../text/find-clocks.js';
import { findConditions, type NamedCondition } from '../text/find-conditions.js';
import { findDates, type NamedDate } from '../text/find-dates.js';
import type { MarketText } from '../text/market-text.js';
import { moment } from '../text/moment.js';
import type { Worded } from '../worded.js';
import { candleEnd } from './candle-end.js';
import type { PriceAtTerms } from './price-terms.js';
import type { ReadPrice } from './read-price-reading.js';
import { readRounding } from './read-rounding.js';

const MINUTE = 60_000;
/** Polymarket lists the day, midnight UTC, for markets that settle at any hour of it. */
const POLYMARKET_CLOSE = 36 * 60 * MINUTE;
const IN_TITLE = /\bthe (?:price|range|value)s? (?:specified|listed|stated) in the (?:title|question)\b/i;
const HIGHER_BRACKET = /\bexactly between two brackets\b[^.]{0,80}\bhigher (?:range )?bracket\b/i;

/** @throws TermsRefusal */
export function readPriceAt(market: Market, text: MarketText, price: ReadPrice): PriceAtTerms {
  if (/\b(?:Low|High)" price/.test(text.primary) && !/"Close" price/.test(text.primary))
    refuse('ambiguous', 'a high or low is read, but over which time is not said');
  const decimals = readRounding(text.rules);
  const condition = readCondition(text);
  checkStrike(market.strike, condition.value, decimals?.value ?? null);
  return {
    kind: 'price-at',
    needs: [{ type: 'crypto', symbol: price.symbol }],
    asset: price.asset,
    reading: price.reading,
    condition,
    decimals,
    at: readMoment(market, text, price),
  };
}

function readCondition(text: MarketText): Worded<Condition> {
  if (/\bTBD\b/.test(`${text.subtitle} ${text.primary}`)) refuse('strike-missing', 'the strike is to be determined');
  const ruled = conditionsOf(text.primary);
  const [first] = ruled;
  if (first !== undefined) {
    const before = text.primary.slice(0, first.index);
    if (/\bresolves? to "?No"?,? (?:immediately )?if\b[^.]*$/i.test(before))
      refuse('ambiguous', `"${first.text}" pays NO`);
    if (ruled.some((other) => JSON.stringify(other.condition) !== JSON.stringify(first.condition)))
      refuse('contradiction', `the rules say "${ruled.map((one) => one.text).join('" and "')}"`);
    const condition = withEnds(first, text.rules);
    checkHeadline([text.title, text.subtitle], condition.value, first);
    return condition;
  }
  return fromTitle(text);
}

/** Comparisons with prices; what has no size of a price, such as the length of a candle, is none. */
const conditionsOf = (text: string): readonly NamedCondition[] =>
  findConditions(text).filter(({ text: words }) => !/\bbetween (?:two|12|0)\b/i.test(words));

/** The rules leave the number to the title and keep the comparison to themselves ("higher than the price specified"). */
function fromTitle(text: MarketText): Worded<Condition> {
  const reference = IN_TITLE.exec(text.primary);
  const bracket = HIGHER_BRACKET.exec(text.rules);
  if (reference === null && bracket === null) return refuse('strike-missing', 'the rules compare with no number');
  const titled = findConditions(text.title);
  const [title] = titled;
  if (title === undefined || titled.length > 1) return refuse('strike-missing', 'the title names no single strike');
  checkHeadline([text.subtitle], title.condition, title);
  if (title.condition.kind === 'between') return withEnds(title, text.rules);
  if (reference === null) {
    // Of brackets the lower one ends below its upper strike, and the upper one begins on it.
    const value: Condition = { ...title.condition, ties: title.condition.kind === 'above' };
    return { value, text: `${title.text}; ${bracket?.[0] ?? ''}` };
  }
  const before = text.primary.slice(Math.max(0, reference.index - 40), reference.index);
  const ties = /\b(?:equal to or (?:higher|greater|above)|(?:higher|greater) than or equal to|at or above|at least)/i;
  const strict = /\b(?:higher than|greater than|above|lower than|less than|below) $/i;
  const down = /\b(?:lower|less|below)\b/i.test(before);
  if (down !== (title.condition.kind === 'below'))
    refuse('contradiction', `the title says "${title.text}", the rules "${before.trim()}"`);
  if (!ties.test(before) && !/or equal to/i.test(before) && !strict.test(before))
    refuse('ambiguous', 'how the price is compared with the one in the title is not said');
  const value: Condition = { ...title.condition, ties: /equal to|at or|at least/i.test(before) };
  return { value, text: `${title.text}; ${before.trim()} ${reference[0]}` };
}

/**
 * Whether the ends of a range belong to it. A ladder such as 69,000-69,499.99 leaves no end to its neighbour; where ends
 * touch, the rules must say which bracket has them.
 */
function withEnds({ condition, text }: NamedCondition, rules: string): Worded<Condition> {
  if (condition.kind !== 'between') return { value: condition, text };
  if (condition.low >= condition.high) return refuse('contradiction', `"${text}" is no range`);
  const bracket = HIGHER_BRACKET.exec(rules);
  if (bracket !== null) return { value: { ...condition, highTies: false }, text: `${text}; ${bracket[0]}` };
  const inclusive =
    /\binclusive of (?:both|its) (?:ends|bounds|endpoints)|\(inclusive\)|\binclusive\b(?! of its lower)/i.exec(rules);
  if (inclusive !== null) return { value: condition, text: `${text}; ${inclusive[0]}` };
  // 69,499.99 leaves no room below 69,500 at the step in which it is written.
  if (/\.\d*99$/.test(text)) return { value: condition, text };
  return refuse('ambiguous', `whether "${text}" holds its ends is not said`);
}

function readMoment(market: Market, text: MarketText, price: ReadPrice): Worded<number> {
  const within = market.platform === 'kalshi' ? MINUTE : POLYMARKET_CLOSE;
  const clocks = findClocks(text.primary);
  const zone = clocks.find((clock) => clock.zone !== null)?.zone ?? null;
  const minutes = new Set(clocks.map(({ minute }) => minute));
  const [clock] = clocks;
  if (clock === undefined) return refuse('time-missing', 'the rules name no time of day');
  if (minutes.size > 1)
    refuse('contradiction', `the times ${clocks.map((one) => one.text).join(' and ')} are both named`);
  const date = onlyDate(text);
  const reading = price.reading.value;
  const after = reading.kind === 'candle' ? candleEnd(text.primary, clocks, reading.minutes) : 0;
  const opened = moment(date, clock, market.closeTime, zone);
  const at = { value: opened.value + after, text: opened.text };
  checkClose(at, market.closeTime, within);
  return at;
}

/** The day of the rules, or of the title where the rules leave it to that; both where both name it. */
function onlyDate({ title, primary }: MarketText): NamedDate {
  const named = [...findDates(primary), ...findDates(title)];
  const [date] = named;
  if (date === undefined) return refuse('time-missing', 'no day is named');
  for (const other of named) {
    if (other.month !== date.month || other.day !== date.day || (other.year ?? date.year) !== (date.year ?? other.year))
      refuse('contradiction', `the days ${date.text} and ${other.text} are both named`);
  }
  return named.find(({ year }) => year !== null) ?? date;
}
