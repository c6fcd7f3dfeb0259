import type { Listing } from '../listing.js';
import { readFacts } from '../text/read-facts.js';
import { plainText } from '../text/plain-text.js';
import { rewritePhrases } from '../text/rewrite-phrases.js';
import { splitWords } from '../text/split-words.js';
import { stopWords } from '../text/stop-words.js';
import { homesOf } from '../text/team-names.js';
import { betKinds } from './bet-kind.js';

/** A listing as the search for candidates sees it. */
export interface MarketProfile {
  readonly listing: Listing;
  /** What it is found by, each once: words, `#` numbers, `@` days and moments, `!` kinds of bet. */
  readonly terms: readonly string[];
  /** Words of the outcome that YES stands for; empty where the venue names none. */
  readonly outcome: ReadonlySet<string>;
  /** Kinds of bet that its title names. */
  readonly kinds: readonly string[];
  /** Every number of texts and strike, in whole units, without sign. */
  readonly numbers: readonly number[];
  /** The window it asks about, Unix ms, inclusive and exclusive; null when nothing says. */
  readonly from: number | null;
  readonly to: number | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Both venues think in Eastern time; a game in the evening belongs to the day before in UTC. */
const EASTERN = 5 * HOUR;

/** Reads a listing for the search. */
export function marketProfile(listing: Listing): MarketProfile {
  const { tokens, numbers, years, from, to } = readFacts(listing);
  const { strike, closeTime } = listing;
  const terms = new Set(tokens);
  for (const place of placesOf(tokens)) terms.add(place);
  const kinds = betKinds(`${listing.title} ${listing.subtitle}`);
  for (const kind of kinds) terms.add(kind);
  for (const number of numbers) {
    // A spread of -4.5 is what "by over 4.5" asks; over 4.5 is 5 or more.
    const size = Math.abs(number);
    terms.add(`#${size}`);
    if (size % 1 === 0.5) terms.add(`#${size + 0.5}`);
  }
  for (const year of years) terms.add(`@${year}`);
  // "Before August 1", "by July 31" and "on July 31" end at the same moment.
  if (to !== null) terms.add(`@<${Math.round(to / HOUR)}`);
  const day = from !== null && to !== null && to - from <= DAY ? from : to === null ? closeTime : null;
  if (day !== null) terms.add(`@${Math.floor((day - EASTERN) / DAY)}d`);
  const bounds = [strike?.floor, strike?.cap].filter((bound) => typeof bound === 'number');
  const outcome = splitWords(rewritePhrases(plainText(listing.subtitle)))
    .map(({ key }) => key)
    .filter((key) => key !== '' && !stopWords.has(key));
  return {
    listing,
    terms: [...terms],
    outcome: new Set([...outcome, ...placesOf(outcome)]),
    kinds,
    numbers: [...new Set([...numbers, ...bounds].map(Math.abs))],
    from,
    to,
  };
}

/** "Houston at Sacramento" and "Rockets vs. Kings" share no word but for the places of the teams. */
const placesOf = (words: readonly string[]): readonly string[] => words.flatMap((word) => homesOf(word).flat());
