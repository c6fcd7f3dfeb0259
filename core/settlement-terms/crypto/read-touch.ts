import type { Market } from '../../domain/market.js';
import { refuse } from '../terms-refusal.js';
import { checkClose } from '../text/check-close.js';
import { checkStrike } from '../text/check-strike.js';
import { findClocks, type NamedClock } from '../text/find-clocks.js';
import { findConditions, type NamedCondition } from '../text/find-conditions.js';
import { findDates } from '../text/find-dates.js';
import type { MarketText } from '../text/market-text.js';
import { moment } from '../text/moment.js';
import type { Worded } from '../worded.js';
import type { TouchTerms } from './price-terms.js';
import type { ReadPrice } from './read-price-reading.js';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Barriers close early when they are hit, and Polymarket lists the last day only. */
const CLOSE_WITHIN = 36 * 60 * MINUTE;
const FIRST = /\b(?:first|before \$?[A-Z]{2,5} hits|or \$?[\d,k]+ first)\b/i;
const REACHES = /\b(?:hit|reach|dip to|drop to|fall to|rise to|touch)\b[^$\d]{0,20}(\$?[\d,]+(?:\.\d+)?)(k|m)?\b/i;

/** @throws TermsRefusal */
export function readTouch(market: Market, text: MarketText, price: ReadPrice): TouchTerms {
  if (FIRST.test(text.title)) refuse('unknown-class', 'which of two levels comes first is not priced');
  if (/\bany 24 hour\b|\b(?:all|every)\b[^.]{0,60}\bcandles?\b/i.test(text.primary))
    refuse('unknown-class', 'a level that must hold for a time is not priced');
  const { reading } = price;
  const trimmed = reading.value.kind === 'trimmed-minute';
  if (!trimmed && !(reading.value.kind === 'candle' && reading.value.minutes === 1))
    refuse('ambiguous', `when the level is looked at is not said (${reading.text})`);
  const side = trimmed ? readSide(text) : candleSide(text);
  const level = readLevel(text, side.value);
  checkStrike(market.strike, level.condition, null);
  const { condition } = level;
  if (condition.kind === 'between') return refuse('ambiguous', `"${level.text}" is no level`);
  const period = readPeriod(market, text);
  checkClose(period.to, market.closeTime, CLOSE_WITHIN);
  return {
    kind: 'touch',
    needs: [{ type: 'crypto', symbol: price.symbol }],
    asset: price.asset,
    reading,
    side,
    level: { value: condition.strike, text: level.text },
    ties: condition.ties,
    ...period,
  };
}

/** The high of a candle reaches up, its low reaches down. */
function candleSide({ primary }: MarketText): TouchTerms['side'] {
  const high = /"High"|\bHigh price\b/.exec(primary);
  const low = /"Low"|\bLow price\b/.exec(primary);
  if (high !== null && low !== null) return refuse('ambiguous', 'highs and lows are both read');
  if (high !== null) return { value: 'up', text: high[0] };
  return low === null
    ? refuse('ambiguous', 'which price of the candle is read is not said')
    : { value: 'down', text: low[0] };
}

function readSide({ primary }: MarketText): TouchTerms['side'] {
  const [first, other] = findConditions(primary);
  if (first === undefined || first.condition.kind === 'between')
    return refuse('strike-missing', 'the rules name no level');
  if (other !== undefined && JSON.stringify(other.condition) !== JSON.stringify(first.condition))
    return refuse('contradiction', `the rules say "${first.text}" and "${other.text}"`);
  return { value: first.condition.kind === 'above' ? 'up' : 'down', text: first.text };
}

/** The level of the rules, or of the title with the comparison of the rules. */
function readLevel({ primary, title }: MarketText, side: 'up' | 'down'): Pick<NamedCondition, 'condition' | 'text'> {
  const ruled = findConditions(primary);
  const titled = REACHES.exec(title);
  const digits = titled?.[1]?.replaceAll(/[$,]/g, '');
  const named =
    digits === undefined ? null : Number(digits) * ({ k: 1e3, m: 1e6 }[titled?.[2]?.toLowerCase() ?? ''] ?? 1);
  const [first, second] = ruled;
  if (first !== undefined) {
    if (second !== undefined && JSON.stringify(second.condition) !== JSON.stringify(first.condition))
      return refuse('contradiction', `the rules say "${first.text}" and "${second.text}"`);
    if (first.condition.kind === 'between' || (first.condition.kind === 'above') !== (side === 'up'))
      return refuse('contradiction', `"${first.text}" against the ${side === 'up' ? 'high' : 'low'} of a candle`);
    if (named !== null && named !== first.condition.strike)
      return refuse('contradiction', `the title says ${titled?.[0]}, the rules "${first.text}"`);
    return first;
  }
  const words =
    /\b(equal to or (?:greater|higher|above|less|lower|below)|(?:greater|higher|less|lower) than or equal to|(?:greater|higher|less|lower) than|above|below)(?: than)? (?:or equal to )?the price (?:specified|listed|stated) in the (?:title|question)/i.exec(
      primary,
    );
  if (words === null || named === null) return refuse('strike-missing', 'neither rules nor title name a level');
  const up = /greater|higher|above/i.test(words[0]);
  if (up !== (side === 'up'))
    return refuse('contradiction', `"${words[0]}" against the ${side === 'up' ? 'high' : 'low'}`);
  const ties = /equal/i.test(words[0]);
  return { condition: { kind: up ? 'above' : 'below', strike: named, ties }, text: `${titled?.[0]}; ${words[0]}` };
}

const MIDNIGHT = (zone: string): NamedClock => ({ minute: 0, zone, text: '', index: 0 });

function readPeriod(market: Market, text: MarketText): { from: Worded<number>; to: Worded<number> } {
  const ruled = findDates(text.primary);
  const dates =
    ruled.length > 0 || !/\bdate specified in the title\b/i.test(text.primary) ? ruled : findDates(text.title);
  const clocks = findClocks(text.primary);
  const zone = clocks.find((clock) => clock.zone !== null)?.zone ?? (/\bET\b/.test(text.primary) ? 'ET' : null);
  const [first, last] = dates;
  const [opens, closes] = clocks;
  if (first === undefined || zone === null) return refuse('time-missing', 'the rules name no period');
  if (last === undefined) {
    if (clocks.length === 2 && opens !== undefined && closes !== undefined && closes.minute > opens.minute)
      return { from: moment(first, opens, market.closeTime, zone), to: through(first, closes) };
    return { from: sinceIssuance(market), to: untilOnly() };
  }
  if (opens === undefined || closes === undefined) return refuse('time-missing', 'the period has no times of day');
  const from = moment(first, opens, market.closeTime, zone);
  const to = through(last, closes);
  return to.value > from.value ? { from, to } : refuse('contradiction', `${from.text} to ${to.text} is no period`);

  /** The candle of the last minute named still counts. */
  function through(date: NonNullable<typeof first>, clock: NamedClock): Worded<number> {
    const { value, text: words } = moment(date, clock, market.closeTime, zone);
    return { value: clock.minute % 60 === 59 ? value + MINUTE : value, text: words };
  }

  function untilOnly(): Worded<number> {
    const date = first as NonNullable<typeof first>;
    const words = text.primary.slice(Math.max(0, date.index - 45), date.index);
    if (opens !== undefined) return through(date, opens);
    if (/\bbefore $/i.test(words)) return moment(date, MIDNIGHT(zone as string), market.closeTime, zone);
    if (!/\b(?:by|on or before|through) $/i.test(words)) return refuse('time-missing', 'until when is not said');
    const { value, text: said } = moment(date, MIDNIGHT(zone as string), market.closeTime, zone);
    return { value: value + DAY, text: said };
  }
}

function sinceIssuance(market: Market): Worded<number> {
  if (market.openTime === null) return refuse('time-missing', 'since when is not said, nor when the market opened');
  return { value: market.openTime, text: `opens ${new Date(market.openTime).toISOString()}` };
}
