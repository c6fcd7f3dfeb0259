import type { Market } from '../../domain/market.js';
import type { TemperatureBin } from '../../fair-value/temperature/temperature-bin.js';
import { refuse } from '../terms-refusal.js';
import { checkHeadline } from '../text/check-headline.js';
import { checkStrike } from '../text/check-strike.js';
import { findConditions, type NamedCondition } from '../text/find-conditions.js';
import { findDates } from '../text/find-dates.js';
import type { MarketText } from '../text/market-text.js';
import { isoDay, resolveDate } from '../text/resolve-date.js';
import { wordedMatch } from '../text/worded-match.js';
import type { Worded } from '../worded.js';
import { findStation } from './find-station.js';
import { readTemperatureSource } from './read-temperature-source.js';
import type { TemperatureSource, TemperatureTerms } from './temperature-terms.js';

const HIGH = /\b(?:maximum|highest) temperature\b|\bhigh temp\b/i;
const LOW = /\b(?:minimum|lowest) temperature\b|\blow temp\b/i;
const PLACE =
  /\brecorded (?:by NOAA )?(?:at|in) (?:the )?(.{2,80}?)(?:,? (?:for|on|in degrees|according|as reported)\b|\(CLI)/i;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FALSE_AREA = /\b(?:average|mean|global|record|month of|any (?:day|city)|hottest|coldest)\b/i;

export const looksLikeTemperature = ({ title, primary }: MarketText): boolean =>
  (HIGH.test(primary) || LOW.test(primary)) && /\d/.test(`${title} ${primary}`);

/** @throws TermsRefusal */
export function classifyTemperature(market: Market, text: MarketText): TemperatureTerms {
  const { primary, rules, title } = text;
  const high = HIGH.test(primary);
  if (high && LOW.test(primary)) refuse('contradiction', 'a maximum and a minimum are both named');
  if ((high && LOW.test(title)) || (!high && HIGH.test(title)))
    refuse('contradiction', `the title "${title}" is about the other end of the day`);
  if (FALSE_AREA.test(primary)) refuse('unknown-class', 'this is no temperature of one day');
  const place = PLACE.exec(primary)?.[1]?.trim() ?? refuse('unknown-alias', 'where it is measured is not said');
  const station = findStation(place, text.sourced, market.platform === 'kalshi');
  const day = readDay(market, text);
  const source = readTemperatureSource(text.sourced);
  const bin = readBin(market, text);
  return {
    kind: high ? 'daily-maximum' : 'daily-minimum',
    needs: [{ type: 'weather', symbol: station.value.symbol }],
    station: { value: station.value.symbol, text: station.text },
    day,
    clock: readClock(market, rules, day.value, station.value.standardHours, source),
    standardOffset: station.value.standardHours * 60,
    unit: readUnit(text, station.value.symbol),
    bin,
    source,
    revisions: readRevisions(rules),
  };
}

function readDay(market: Market, { primary, title }: MarketText): Worded<string> {
  const [ruled, second] = findDates(primary);
  const [titled] = findDates(title);
  const date = ruled ?? titled ?? refuse('time-missing', 'no day is named');
  for (const other of [second, titled]) {
    if (other !== undefined && (other.month !== date.month || other.day !== date.day))
      refuse('contradiction', `the days ${date.text} and ${other.text} are both named`);
  }
  const time = resolveDate(date, market.closeTime) ?? refuse('time-missing', `${date.text} is no day`);
  if (Math.abs(time - market.closeTime) > 3 * DAY)
    refuse(
      'contradiction',
      `the day is ${date.text}, the market closes at ${new Date(market.closeTime).toISOString()}`,
    );
  return { value: isoDay(time), text: date.text };
}

/** That the day is one of standard time: the rules say it, the climate report is made so, or trading ends on its midnight. */
function readClock(
  market: Market,
  rules: string,
  day: string,
  standardHours: number,
  source: Worded<TemperatureSource>,
): TemperatureTerms['clock'] {
  const said = wordedMatch(rules, /\blocal standard time\b/i, 'standard');
  if (said !== null) return said;
  if (source.value === 'nws-cli') return { value: 'standard', text: source.text };
  const end = Date.parse(day) + DAY - standardHours * 60 * MINUTE;
  const closes = market.closeTime === end || market.closeTime === end - MINUTE;
  return source.value === 'twc' && closes
    ? { value: 'standard', text: `closes ${new Date(market.closeTime).toISOString()}` }
    : null;
}

function readUnit({ title, subtitle, rules }: MarketText, symbol: string): TemperatureTerms['unit'] {
  const said = `${title} ${subtitle} ${rules}`;
  const fahrenheit =
    /°F\b|\bfahrenheit\b/i.exec(`${title} ${subtitle}`) ?? /\bdegrees Fahrenheit\b|\bfahrenheit\b/i.exec(rules);
  const celsius = /°C\b|\bcelsius\b/i.exec(`${title} ${subtitle}`) ?? /\bdegrees Celsius\b/i.exec(rules);
  if (fahrenheit !== null && celsius !== null && /°[FC]/.test(`${title} ${subtitle}`)) {
    if (/°F/.test(title) && /°C/.test(title)) return refuse('contradiction', 'two units are named');
    const inRules = /\bwhole degrees (Fahrenheit|Celsius)\b|\bin degrees (Fahrenheit|Celsius)\b/i.exec(rules);
    const ruled = inRules?.[1] ?? inRules?.[2];
    const titled = /°F/.test(`${title} ${subtitle}`) ? 'fahrenheit' : 'celsius';
    if (ruled !== undefined && ruled.toLowerCase() !== titled)
      return refuse('contradiction', `the title is in ${titled}, the rules are in ${ruled}`);
    return titled === 'fahrenheit' ? { value: 'degF', text: '°F' } : { value: 'degC', text: '°C' };
  }
  if (fahrenheit !== null && celsius !== null) return refuse('contradiction', 'two units are named');
  if (fahrenheit !== null) return { value: 'degF', text: fahrenheit[0] };
  if (celsius !== null) return { value: 'degC', text: celsius[0] };
  // The climate reports of American stations are in whole degrees Fahrenheit and in nothing else.
  const report = /\bClimatological Report\b/i.exec(said);
  if (report !== null && symbol.startsWith('k')) return { value: 'degF', text: report[0] };
  return refuse('ambiguous', 'the unit is not said');
}

function readBin(market: Market, { title, subtitle, primary }: MarketText): Worded<TemperatureBin> {
  if (/\bTBD\b/.test(`${subtitle} ${primary}`)) refuse('strike-missing', 'the strike is to be determined');
  const ruled = findConditions(primary);
  const [first, second] = ruled.length > 0 ? ruled : market.platform === 'kalshi' ? [] : degreesOf(title);
  if (first === undefined) return refuse('strike-missing', 'no degrees are named');
  if (second !== undefined && JSON.stringify(first.condition) !== JSON.stringify(second.condition))
    return refuse('contradiction', `"${first.text}" and "${second.text}"`);
  const bin = wholeDegrees(first);
  checkHeadline([title, subtitle], first.condition, 'whole');
  checkStrike(market.strike, first.condition, 0);
  return { value: bin, text: first.text };
}

/** Degrees of a title; a single degree is a bin of its own ("be 12°C on November 21"). */
function degreesOf(title: string): readonly NamedCondition[] {
  const found = findConditions(title);
  if (found.length > 0) return found;
  const single = /\bbe (-?\d{1,3}) ?°/.exec(title);
  if (single === null) return [];
  const value = Number(single[1]);
  const condition = { kind: 'between', low: value, high: value, lowTies: true, highTies: true } as const;
  return [{ condition, decimals: 0, text: single[0], index: single.index }];
}

function wholeDegrees({ condition, decimals, text }: NamedCondition): TemperatureBin {
  if (decimals > 0) return refuse('ambiguous', `"${text}" is not in whole degrees`);
  switch (condition.kind) {
    case 'above':
      return { from: condition.ties ? condition.strike : condition.strike + 1, to: null };
    case 'below':
      return { from: null, to: condition.ties ? condition.strike : condition.strike - 1 };
    case 'between':
      return condition.low <= condition.high
        ? { from: condition.low, to: condition.high }
        : refuse('contradiction', `"${text}" is no range`);
  }
}

const readRevisions = (rules: string): TemperatureTerms['revisions'] =>
  wordedMatch(
    rules,
    /\b(?:first non-preliminary|first (?:official )?(?:publication|report|value))\b[^.]{0,80}|\brevisions?\b[^.]{0,120}\b(?:not (?:be )?(?:considered|count|taken)|ignored|will not)[^.]{0,40}/i,
    'first-publication',
  ) ?? wordedMatch(rules, /\brevisions?\b[^.]{0,160}\b(?:next|following) (?:day|date)[^.]{0,60}/i, 'until-next-day');
