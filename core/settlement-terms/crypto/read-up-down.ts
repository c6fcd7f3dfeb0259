import type { Market } from '../../domain/market.js';
import { refuse } from '../terms-refusal.js';
import { readAmount } from '../text/amount.js';
import { checkClose } from '../text/check-close.js';
import { findClocks } from '../text/find-clocks.js';
import { findDates } from '../text/find-dates.js';
import type { MarketText } from '../text/market-text.js';
import { moment } from '../text/moment.js';
import { wordedMatch } from '../text/worded-match.js';
import type { Worded } from '../worded.js';
import { candleEnd } from './candle-end.js';
import { checkChainlinkEra } from './chainlink-era.js';
import type { UpDownTerms } from './price-terms.js';
import type { ReadPrice } from './read-price-reading.js';
import { readRounding } from './read-rounding.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CLOSE_WITHIN = 2 * MINUTE;
/** Lengths of windows that the venues list. */
const LENGTHS: readonly number[] = [5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR];

type Window = Pick<UpDownTerms, 'start' | 'end' | 'against'>;

/** @throws TermsRefusal */
export function readUpDown(market: Market, text: MarketText, price: ReadPrice): UpDownTerms {
  const window = readWindow(market, text, price);
  checkChainlinkEra(price.reading.value, window.start.value);
  const tie = readTie(text.rules);
  return {
    kind: 'up-down',
    needs: [{ type: 'crypto', symbol: price.symbol }],
    asset: price.asset,
    reading: price.reading,
    ...window,
    yes: readYes(text),
    tie,
    decimals: readRounding(text.rules),
    reference: readReference(market, text, tie),
  };
}

function readWindow(market: Market, text: MarketText, price: ReadPrice): Window {
  const reading = price.reading.value;
  switch (reading.kind) {
    case 'index-average':
      return betweenAverages(market, text);
    case 'candle':
      return reading.minutes === 60 ? hourOfTitle(market, text) : betweenCloses(market, text);
    case 'chainlink-spot':
    case 'chainlink-twap':
      return rangeOfTitle(market, text, reading.kind === 'chainlink-twap' ? 'earlier-average' : 'earlier-spot');
    case 'trimmed-minute':
      return refuse('ambiguous', 'up or down on trimmed means of minutes is not known');
  }
}

/** Kalshi: the average before the close is at least the average before the open, each with its own time and day. */
function betweenAverages(market: Market, { primary }: MarketText): Window {
  const clocks = findClocks(primary);
  const dates = findDates(primary);
  const [endClock, startClock] = clocks;
  const [endDate, startDate] = dates;
  if (endClock === undefined || startClock === undefined || endDate === undefined || startDate === undefined)
    return refuse('time-missing', 'the rules do not name two times with their days');
  if (clocks.length > 2 || dates.length > 2) return refuse('ambiguous', 'the rules name more than two times');
  const end = moment(endDate, endClock, market.closeTime);
  const start = moment(startDate, startClock, market.closeTime);
  const against = wordedMatch(
    primary,
    /\bat least the simple average of the (?:sixty|60) seconds\b/i,
    'earlier-average',
  );
  if (against === null) return refuse('ambiguous', 'what the average is compared with is not said');
  return checked({ start, end, against }, market);
}

/** Polymarket's hours: the candle that begins at the time in the title. */
function hourOfTitle(market: Market, { title, rules }: MarketText): Window {
  const against = wordedMatch(
    rules,
    /"Up" if the close price is (?:greater|higher) than (?:or equal to )?the open price\b/i,
    'candle-open',
  );
  if (against === null) return refuse('ambiguous', 'what the close is compared with is not said');
  const [date] = findDates(title);
  const [clock, second] = findClocks(title);
  if (date === undefined || clock === undefined) return refuse('time-missing', 'the title names no hour');
  if (second !== undefined && second.minute !== (clock.minute + 60) % 1440)
    return refuse('contradiction', `the rules read one hour, the title says ${title}`);
  const start = moment(date, clock, market.closeTime);
  return checked({ start, end: { value: start.value + HOUR, text: start.text }, against }, market);
}

/** Polymarket's days: the close of one candle of a minute against that of the day before. */
function betweenCloses(market: Market, { primary, title }: MarketText): Window {
  const dates = findDates(primary).slice(0, 2);
  const clocks = findClocks(primary);
  const [clock] = clocks;
  if (dates.length < 2 || clock === undefined)
    return refuse('time-missing', 'the rules do not name two days and a time');
  if (new Set(clocks.map(({ minute }) => minute)).size > 1) return refuse('ambiguous', 'two times of day are named');
  const zone = clocks.find((one) => one.zone !== null)?.zone ?? null;
  const times = dates.map((date) => moment(date, clock, market.closeTime, zone));
  const compared = /"Up" if\b.{0,200}?\b(higher|greater|lower|less)\b[^.]{0,40}?\bthan\b/i
    .exec(primary)?.[1]
    ?.toLowerCase();
  const named = (times[0]?.value ?? 0) === Math.max(...times.map(({ value }) => value)) ? 'later' : 'earlier';
  const up = named === 'later' ? ['higher', 'greater'] : ['lower', 'less'];
  if (compared === undefined || !up.includes(compared))
    return refuse('ambiguous', 'which way the price must go is not said');
  const [start, end] = times.toSorted((a, b) => a.value - b.value) as [Worded<number>, Worded<number>];
  const apart = end.value - start.value;
  // Noon to noon is an hour more or less when clocks change in between.
  if (Math.abs(apart - DAY) > HOUR) return refuse('contradiction', `${start.text} and ${end.text} are no day apart`);
  const [titled] = findDates(title);
  const last = new Date(end.value).getUTCDate();
  if (titled !== undefined && titled.day !== last)
    return refuse('contradiction', `the title says ${titled.text}, the rules end at ${end.text}`);
  const after = candleEnd(primary, clocks, 1);
  const closes = { value: end.value + after, text: end.text };
  checkClose(closes, market.closeTime, 36 * HOUR);
  return {
    start: { value: start.value + after, text: start.text },
    end: closes,
    against: { value: 'earlier-close', text: start.text },
  };
}

/** Polymarket's short windows: the range of time in the title. */
function rangeOfTitle(market: Market, { title, rules }: MarketText, kind: 'earlier-average' | 'earlier-spot'): Window {
  const against = wordedMatch(
    rules,
    /"Up" if [^.]{0,120}\bend\b[^.]{0,80}\b(?:greater|higher) than[^.]{0,60}\b(?:beginning|start|open)\b/i,
    kind,
  );
  if (against === null) return refuse('ambiguous', 'what the final price is compared with is not said');
  const [date] = findDates(title);
  const clocks = findClocks(title);
  const [first, last] = clocks;
  if (date === undefined || first === undefined || last === undefined || clocks.length > 2)
    return refuse('time-missing', 'the title names no range of time');
  const start = moment(date, first, market.closeTime);
  const sameDay = moment(date, last, market.closeTime);
  // A window that ends at midnight ends on the next day.
  const end = sameDay.value < start.value ? { ...sameDay, value: sameDay.value + DAY } : sameDay;
  return checked({ start, end, against }, market);
}

function checked(window: Window, market: Market): Window {
  const length = window.end.value - window.start.value;
  if (!LENGTHS.includes(length))
    refuse('contradiction', `a window of ${length / MINUTE} minutes, from ${window.start.text} to ${window.end.text}`);
  checkClose(window.end, market.closeTime, CLOSE_WITHIN);
  return window;
}

/** YES is the outcome that the venue lists first; Kalshi's title asks for up. */
function readYes({ subtitle, title }: MarketText): UpDownTerms['yes'] {
  const outcome = /^(up|down)$/i.exec(subtitle);
  if (outcome !== null) return { value: outcome[0].toLowerCase() as 'up' | 'down', text: subtitle };
  return (
    wordedMatch(title, /\bprice up\b/i, 'up') ?? refuse('ambiguous', `which side YES is, "${subtitle}" does not say`)
  );
}

function readTie(rules: string): UpDownTerms['tie'] {
  const half = wordedMatch(rules, /\b(?:equal|same|unchanged|tie)\b[^.]{0,80}\b50[-/ ]50\b/i, 'half');
  const up = wordedMatch(
    rules,
    /\b(?:greater|higher) than or equal to\b|\bequal to or (?:greater|higher) than\b|\bis at least the simple average\b/i,
    'up',
  );
  if (half !== null && up !== null) return refuse('contradiction', `"${half.text}" and "${up.text}"`);
  const down = wordedMatch(rules, /\b(?:less|lower) than or equal to\b|\bequal to or (?:less|lower) than\b/i, 'down');
  if (down !== null && (half ?? up) !== null)
    return refuse('contradiction', `"${down.text}" and "${(half ?? up)?.text}"`);
  return half ?? up ?? down ?? refuse('tie-missing', 'who gets an unchanged price is not said');
}

/** Kalshi's strike: the average before the window, known once it is open. */
function readReference(market: Market, { subtitle }: MarketText, tie: UpDownTerms['tie']): Worded<number> | null {
  const { strike } = market;
  const shown = /\btarget(?: price)?:? ?(\$?[\d,]+(?:\.\d+)?)/i.exec(subtitle);
  const amount = readAmount(shown?.[1]);
  if (strike === null) return amount === null ? null : { value: amount.value, text: subtitle };
  if (tie.value === 'up' && (strike.type === 'greater' || strike.type.startsWith('less')))
    refuse('contradiction', `the rules say "${tie.text}", the strike is ${strike.type}`);
  if (strike.floor === null) return amount === null ? null : { value: amount.value, text: subtitle };
  if (amount !== null && Math.abs(amount.value - strike.floor) > 0.5 * 10 ** -amount.decimals)
    refuse('contradiction', `the subtitle says "${subtitle}", the strike ${strike.floor}`);
  return { value: strike.floor, text: `strike ${strike.type} ${strike.floor}` };
}
