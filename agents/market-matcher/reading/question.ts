import type { Listing } from '../listing.js';
import type { Clock } from '../text/find-clock.js';
import type { DateMention } from '../text/find-dates.js';
import type { NumberUnit } from '../text/find-numbers.js';
import type { Window } from '../text/read-window.js';
import type { Word } from '../text/split-words.js';
import type { League } from '../text/team-names.js';
import type { Interval } from './interval.js';

/** A field that was read, with the words it rests on. A field that no pattern understands is null, never a guess. */
export interface Read<T> {
  readonly value: T;
  readonly text: string;
}

/** How the question bounds its quantity. */
export interface Threshold {
  readonly interval: Interval;
  /** The bound is to be touched at any time of the window, not held at its end. */
  readonly touch: boolean;
  /** A bare number: "53 Senators" is taken as exactly 53. */
  readonly bare: boolean;
  readonly unit: NumberUnit | null;
  /** Step of the values that can occur, null where not known: 1 for seats, votes and scores, 0.01 for dollars. */
  readonly grid: number | null;
}

/** How a price or reading is formed. */
export type Averaging = 'candle-close' | 'candle-extreme' | 'average' | 'settlement-price';

/** Which of several results decides. */
export type Outcome =
  | { readonly kind: 'named'; readonly words: readonly Word[] }
  /** Whatever the event does not list by name, or a name that is filled in later: each venue decides by its own list. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unknown' };

/** What happens when the event is called off or cannot be decided. */
export type VoidRule = 'fair-price' | 'half' | 'no' | 'yes' | 'other';

/** A contest of two, each side by the words that name it. */
export interface Game {
  readonly first: readonly Word[];
  readonly second: readonly Word[];
}

/** What a market asks, as far as its texts say. */
export interface Question {
  readonly platform: Listing['platform'];
  readonly id: string;
  /** Telling words of the question with those of the outcome, typed facts taken out. */
  readonly claim: readonly Word[];
  /** Who or what stands as subject of "Will … ?"; empty where the title is no such sentence. */
  readonly actor: readonly Word[];
  readonly outcome: Read<Outcome>;
  /** A title "A vs B" without a verb: which side YES is stands in the outcome alone. */
  readonly versus: boolean;
  /** The two sides of a game that the title names; null where it names none, or more than two. */
  readonly game: Game | null;
  /** The title has an unfilled place, which the ticker, the event or the other venue may fill. */
  readonly placeholder: boolean;
  /** Words of event title, category and ticker: known without being said. */
  readonly context: ReadonlySet<string>;
  /** The beginning of the rule text, which says what the question is about; what follows are conditions and sources. */
  readonly ruled: string;
  /** The whole rule text as the venue wrote it, in an object of its own, so that what is read of it later is kept with it. */
  readonly ruleText: { readonly whole: string };
  readonly threshold: Read<Threshold> | null;
  /** Other quantities of the text. */
  readonly numbers: readonly number[];
  readonly window: Window | null;
  /** The most exact date as it is written. */
  readonly date: DateMention | null;
  /** Time of day that the title names, with or without a date. */
  readonly clock: Clock | null;
  /** When the game starts that the question hangs on, minutes after midnight, as the rules say; null where they do not. */
  readonly start: number | null;
  /** Years that texts or editions name. */
  readonly years: readonly number[];
  /** The year that only the ticker names. */
  readonly tickerYear: number | null;
  /** Denials in the question: YES means that it does not happen. */
  readonly negated: Read<boolean>;
  readonly averaging: Read<Averaging> | null;
  readonly source: Read<string> | null;
  readonly station: Read<string> | null;
  /** What a tie pays; `none` where the rules say that there is none. */
  readonly tie: Read<'half' | 'no' | 'yes' | 'first-listed' | 'none'> | null;
  readonly void: Read<VoidRule> | null;
  /** Which print of a published number decides. */
  readonly print: Read<'first' | 'revised'> | null;
  /** How much of a game counts: what is played in the planned time, or all of it. */
  readonly play: Read<'regulation' | 'whole'> | null;
  /** The leagues that a game may belong to; null where nothing says that it is one. */
  readonly league: Read<ReadonlySet<League>> | null;
  readonly openTime: number | null;
}
