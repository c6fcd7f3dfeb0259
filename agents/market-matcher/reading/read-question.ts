import type { Listing } from '../listing.js';
import { findClock } from '../text/find-clock.js';
import { findDates, type DateMention } from '../text/find-dates.js';
import { findEdition } from '../text/edition-year.js';
import { findNumbers, type NumberMention } from '../text/find-numbers.js';
import { plainText } from '../text/plain-text.js';
import { readWindow } from '../text/read-window.js';
import { rewritePhrases } from '../text/rewrite-phrases.js';
import { splitWords } from '../text/split-words.js';
import { slugDate } from '../text/slug-dates.js';
import { stopWords } from '../text/stop-words.js';
import { textLimits } from '../text/text-limits.js';
import { tickerDate } from '../text/ticker-dates.js';
import { onGrid, sameInterval } from './interval.js';
import type { Question, Read, Threshold } from './question.js';
import { readClaim } from './read-claim.js';
import { readLeague } from './read-league.js';
import { readMeasurement } from './read-measurement.js';
import { readNegation } from './read-negation.js';
import { completeDates, sharpenDates } from './rule-dates.js';
import { ruledSubtitle } from './ruled-subtitle.js';
import { readThreshold, strikeThreshold } from './read-threshold.js';
import { splitNumbers } from './split-numbers.js';

/**
 * What a listing asks, each field with the words it comes from. Pure and cheap: titles are read whole, rule texts only
 * for how the result is measured and what happens when there is none.
 */
export function readQuestion(listing: Listing): Question {
  const written = plainText(listing.title.slice(0, textLimits.title));
  const title = readPart(written);
  const subtitle = readPart(plainText((listing.subtitle || ruledSubtitle(listing)).slice(0, textLimits.title)));
  const event = plainText(listing.event.title.slice(0, textLimits.title));
  const said = `${title.phrased} | ${subtitle.phrased}`;
  const ticker = listing.platform === 'kalshi' ? tickerDate(listing.id) : slugDate(listing.event.id, listing.id);
  const eventDates = title.dates.length + subtitle.dates.length === 0 ? findDates(rewritePhrases(event)).dates : [];
  const titled = [...outcomeDates(listing.platform, title, subtitle, event), ...title.dates, ...eventDates];
  const rules = listing.rules.slice(0, RULE_BEGINNING);
  const dates = completeDates(listing.platform === 'kalshi' ? sharpenDates(titled, rules) : titled, rules);
  const years = yearsOf(dates, [...title.edition, ...subtitle.edition, ...(findEdition(event)?.years ?? [])]);
  const first =
    subtitle.quantities[0] ?? title.quantities.find(({ relation }) => relation !== 'bare') ?? title.quantities[0];
  const threshold = first === undefined ? strikeThreshold(listing.strike, said) : readThreshold(first, said);
  const rest = title.quantities.filter((quantity) => quantity !== first && !repeats(quantity, first, said));
  const claim = readClaim(title.rest, written, subtitle.rest, listing.platform === 'kalshi' ? listing.id : '');
  return {
    platform: listing.platform,
    id: listing.id,
    ...claim,
    context: contextOf(event, listing.category),
    ruled: listing.rules.slice(0, RULE_BEGINNING),
    ruleText: { whole: listing.rules.slice(0, textLimits.rules) },
    threshold: threshold === null || !TOUCHED.test(title.phrased) ? threshold : touched(threshold),
    numbers: rest.map(({ value }) => value),
    window: readWindow(dates, years, ticker, listing.openTime, listing.closeTime),
    date: dates.find(({ day }) => day !== null) ?? dates.find(({ month }) => month !== null) ?? dates[0] ?? null,
    clock: findClock(said).clock,
    start: startOf(rules),
    years,
    tickerYear: ticker?.year ?? null,
    negated: readNegation(title.phrased),
    ...readMeasurement(
      `${said} | ${event}`,
      plainText([listing.rules, ...listing.sources].join('\n').slice(0, textLimits.rules)),
    ),
    league: readLeague(listing, claim.claim),
    openTime: listing.openTime,
  };
}

/** "The game scheduled for June 15 at 7:10 PM ET" */
function startOf(rules: string): number | null {
  const planned = /\bscheduled for\b(.{0,60})/is.exec(plainText(rules))?.[1];
  return planned === undefined ? null : (findClock(planned).clock?.minute ?? null);
}

/** Extremes of a period: touched once is enough. */
const TOUCHED = /\bhow (?:high|low) will\b|\b(?:all[- ]time high|at any (?:time|point))\b/i;

const DEADLINES = /\bwhen\b|\bby\s*(?:_|\.{2,}|…|\?)/i;
const RULE_BEGINNING = 450;

/**
 * Dates that the outcome's name adds. A bare date among "when" and "by…" outcomes is a deadline; a Polymarket title that
 * names its date is complete without the name of its outcome.
 */
function outcomeDates(
  platform: Listing['platform'],
  title: Part,
  subtitle: Part,
  event: string,
): readonly DateMention[] {
  if (platform === 'polymarket' && title.dates.length > 0) return [];
  if (!DEADLINES.test(`${title.phrased} ${event}`)) return subtitle.dates;
  return subtitle.dates.map((date) => (date.relation === 'on' ? { ...date, relation: 'by' } : date));
}

interface Part {
  readonly phrased: string;
  readonly dates: readonly DateMention[];
  readonly edition: readonly number[];
  readonly quantities: readonly NumberMention[];
  readonly rest: string;
}

function readPart(text: string): Part {
  if (text === '') return { phrased: '', dates: [], edition: [], quantities: [], rest: '' };
  const phrased = rewritePhrases(text);
  const edition = findEdition(phrased);
  const dates = findDates(edition === null ? phrased : phrased.replace(edition.text, ' '));
  const { quantities, rest } = splitNumbers(findNumbers(dates.rest));
  return { phrased, dates: dates.dates, edition: edition?.years ?? [], quantities, rest };
}

/** A title that repeats the number of its subtitle, perhaps less exactly ("above 211 or above"). */
function repeats(quantity: NumberMention, first: NumberMention | undefined, said: string): boolean {
  if (first === undefined) return false;
  if ([first.value, first.upper].includes(quantity.value)) return true;
  const [a, b] = [quantity, first].map((each) => readThreshold(each, said).value);
  return a !== undefined && b !== undefined && sameInterval(onGrid(a.interval, a.grid), onGrid(b.interval, b.grid));
}

const touched = (threshold: Read<Threshold>): Read<Threshold> => ({
  ...threshold,
  value: { ...threshold.value, touch: true },
});

function yearsOf(dates: readonly DateMention[], edition: readonly number[]): readonly number[] {
  const years = new Set(edition);
  for (const { year, last } of dates) for (const each of [year, last.year]) if (each !== null) years.add(each);
  return [...years];
}

function contextOf(event: string, category: string): ReadonlySet<string> {
  const words = splitWords(rewritePhrases(`${event} ${plainText(category)}`));
  return new Set(words.map(({ key }) => key).filter((key) => !stopWords.has(key)));
}
