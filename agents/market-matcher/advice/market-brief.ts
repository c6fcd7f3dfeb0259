import type { Listing } from '../listing.js';
import { cleanText } from './clean-text.js';
import { factsIn } from './facts-in.js';
import { suspectPassages } from './suspect-passages.js';

/** What the model is shown of a market. */
export interface MarketBrief {
  /** Lines of the form `title: …`, cleaned. */
  readonly text: string;
  /** Numbers and months of title and subtitle, which must be found on the other side. */
  readonly headline: ReadonlySet<string>;
  /** Numbers and months of all texts, and of the day on which trading ends. */
  readonly facts: ReadonlySet<string>;
  /** Passages that speak to their reader instead of the question. */
  readonly suspects: readonly string[];
  readonly tooLong: boolean;
}

/** Longer texts are for a person: cut rules would hide what was cut. */
const MOST_CHARACTERS = 16_000;
/** Venues close at midnight of New York, which is the next day in UTC. */
const EASTERN_MS = 18_000_000;

type Field = readonly [name: string, value: string];
/** Lines after the first are set in, so that no text can pass for a further field. */
const lines = (fields: readonly Field[]) =>
  fields.flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value.replaceAll('\n', '\n  ')}`])).join('\n');
const iso = (time: number) => `${new Date(time).toISOString().slice(0, 16)}Z`;

/** Everything in a listing is the venue's text or somebody's who wrote there, so all of it is cleaned and searched. */
export function marketBrief(listing: Listing): MarketBrief {
  const { strike } = listing;
  const title = cleanText(listing.title);
  const subtitle = cleanText(listing.subtitle);
  const words: readonly Field[] = [
    ['title', title],
    ['outcome that is YES', subtitle],
    ['event', cleanText(listing.event.title)],
    ['category', cleanText(listing.category)],
    ['strike', strike === null ? '' : cleanText(`${strike.type} ${strike.floor ?? '-'} ${strike.cap ?? '-'}`)],
    ['sources', cleanText(listing.sources.join('; '))],
    ['rules', cleanText(listing.rules)],
  ];
  const times: readonly Field[] = [
    ['opens', listing.openTime === null ? '' : iso(listing.openTime)],
    ['closes', listing.closeTime === null ? '' : iso(listing.closeTime)],
  ];
  const text = lines([...times, ...words]);
  const days = listing.closeTime === null ? [] : [listing.closeTime, listing.closeTime - EASTERN_MS];
  return {
    text,
    headline: factsIn(`${title}\n${subtitle}`),
    facts: factsIn([lines(words), ...days.map((time) => iso(time).slice(0, 10))].join('\n')),
    suspects: words.flatMap(([, value]) => suspectPassages(value, listing.platform)),
    tooLong: text.length > MOST_CHARACTERS,
  };
}
