import type { Listing } from '../listing.js';
import { findDates } from './find-dates.js';
import { findEdition } from './edition-year.js';
import { findNumbers } from './find-numbers.js';
import { plainText } from './plain-text.js';
import { readWindow } from './read-window.js';
import { rewritePhrases } from './rewrite-phrases.js';
import { splitWords } from './split-words.js';
import { stopWords } from './stop-words.js';
import { slugDate } from './slug-dates.js';
import { textLimits } from './text-limits.js';
import { tickerDate } from './ticker-dates.js';

/** What a search needs of a market, in the same spelling on both venues. */
export interface Facts {
  /** Stems of the telling words of title, subtitle and event title, each once. */
  readonly tokens: readonly string[];
  /** Quantities, in whole units ("$100k" is 100000); dates are not among them. */
  readonly numbers: readonly number[];
  readonly years: readonly number[];
  /** The window the question is about, Unix ms, inclusive and exclusive; null when nothing says. */
  readonly from: number | null;
  readonly to: number | null;
}

/** Reads what the search for candidates needs: cheap, and never from the rule text, which names many dates and numbers. */
export function readFacts(listing: Listing): Facts {
  const parts = [listing.title, listing.subtitle, listing.event.title].map((part) =>
    plainText(part.slice(0, textLimits.title)),
  );
  const text = rewritePhrases(parts.filter((part) => part !== '').join(' | '));
  const dates = findDates(text);
  const numbers = findNumbers(dates.rest);
  const tokens = new Set<string>();
  for (const { key } of splitWords(numbers.rest)) if (key !== '' && !stopWords.has(key)) tokens.add(key);
  const ticker = listing.platform === 'kalshi' ? tickerDate(listing.id) : slugDate(listing.event.id, listing.id);
  const edition = findEdition(text);
  const years = new Set<number>();
  for (const { year, last } of dates.dates) for (const each of [year, last.year]) if (each !== null) years.add(each);
  for (const year of edition?.years ?? []) years.add(year);
  if (years.size === 0 && ticker) years.add(ticker.year);
  const window = readWindow(dates.dates, [...years], ticker, listing.openTime, listing.closeTime);
  return {
    tokens: [...tokens],
    numbers: [
      ...new Set(
        numbers.numbers
          .flatMap(({ value, upper }) => [value, upper ?? value])
          .filter((value) => Number.isFinite(value)),
      ),
    ],
    years: [...years],
    from: window?.from ?? null,
    to: window?.to ?? null,
  };
}
