import type { Question } from '../reading/question.js';
import type { Word } from '../text/split-words.js';
import type { Alignment } from './align-words.js';
import { lightWords, ordinaryWords } from './common-words.js';
import { differs, doubt, type Finding } from './finding.js';
import { isName } from './is-name.js';
import { ruledWords } from './ruled-words.js';
import { needsNoSaying } from './unsaid-words.js';
import { qualifierOf, weighEvent, weighQualifiers } from './weigh-qualifiers.js';

const DOUBT_PER_NAME = 0.17;
const DOUBT_PER_WORD = 0.125;
const DOUBT_PER_RULED_WORD = 0.03;
/** Doubt of a name that the rules of the other side, which are known, do not say either. */
const DOUBT_PER_FOREIGN_NAME = 0.3;
/** Family names that stand for one person in this field; before others, a given name may make another person. */
const FAMILY_NAMES =
  /^(?:trump|biden|harris|vance|obama|putin|zelensky|zelenskyy|xi|modi|macron|starmer|netanyahu|musk|powell|carney|trudeau|poilievre|milei|lula|erdogan|kennedy|newsom|desantis|mamdani|hegseth|bondi|patel|noem|rubio|bessent|lutnick|gabbard|walz|pelosi|schumer|thune|buttigieg|khamenei|maduro|merz|scholz|sunak|farage|takaichi|bolsonaro|sheinbaum|orban|tusk|zuckerberg|bezos|altman|swift|drake|kanye|ye|ronaldo|messi|mbappe|mahomes|kelce|ohtani|verstappen|djokovic|alcaraz)$/;
/** Names that a question may leave out: its country and its league are known from what it is about. */
const KNOWN_NAMES = /^(?:america|nfl|nba|wnba|mlb|nhl|fifa|uefa|atp|wta|pga|ufc|mma|england)$/;

/** What the words that only one side says mean for the pair. */
export function weighLeftovers(a: Question, b: Question, words: Alignment): readonly Finding[] {
  const left = telling(a, b, words.leftOver, words.rightOver, words.left);
  const right = telling(b, a, words.rightOver, words.leftOver, words.right);
  return [
    ...weighQualifiers(a, left.words, b, right.words),
    ...weighQualifiers(b, right.words, a, left.words),
    ...weighEvent(a, b),
    ...weighEvent(b, a),
    ...weighNames(a, left.words.filter(isBareName), b, right.words.filter(isBareName)),
    ...left.extensions,
    ...right.extensions,
    ...left.words.filter(isOrdinary).map((word) => weighOrdinary(word, b)),
    ...right.words.filter(isOrdinary).map((word) => weighOrdinary(word, a)),
    ...words.loose.map((text) => doubt('subject', 0.06, `spelled differently: ${text}`)),
  ];
}

const isBareName = (word: Word): boolean => isName(word) && qualifierOf(word) === null;
const isOrdinary = (word: Word): boolean => !isName(word) && qualifierOf(word) === null;

/** A word that the other side says in its rules is only missing in its title. */
function weighOrdinary({ key, gloss, text }: Word, other: Question): Finding {
  const ruled = ruledWords(other)?.words.has(key) === true;
  const weight = gloss ? 0.02 : ruled ? DOUBT_PER_RULED_WORD : lightWords.has(key) ? 0.05 : DOUBT_PER_WORD;
  return doubt('wording', weight, `only one side says ${text}${ruled ? ' in its title' : ''}`);
}

/** Names on both sides are two subjects; on one side alone they leave doubt. */
function weighNames(a: Question, left: readonly Word[], b: Question, right: readonly Word[]): readonly Finding[] {
  if (left.length > 0 && right.length > 0)
    return [differs(nameField(a, b, left, right), `${textOf(left)} / ${textOf(right)}`)];
  const weigh = (word: Word, other: Question) =>
    doubt('subject', weightOf(word, other), `only one side says ${word.text}`);
  return [...left.map((word) => weigh(word, b)), ...right.map((word) => weigh(word, a))];
}

/** A name that not even the other side's rules say is another subject; what they say need not stand in a title. */
function weightOf({ key }: Word, other: Question): number {
  const ruled = ruledWords(other);
  if (KNOWN_NAMES.test(key)) return 0.04;
  if (ruled?.names.has(key) === true) return DOUBT_PER_RULED_WORD;
  return ruled === null ? DOUBT_PER_NAME : DOUBT_PER_FOREIGN_NAME;
}

interface Telling {
  readonly words: readonly Word[];
  /** Doubts of names that only one side says in full. */
  readonly extensions: readonly Finding[];
}

/** The leftover words that still say something, and the names that only complete a paired one. */
function telling(
  mine: Question,
  other: Question,
  over: readonly Word[],
  otherOver: readonly Word[],
  paired: ReadonlySet<number>,
): Telling {
  if (over.length === 0) return { words: [], extensions: [] };
  const known = new Set(paired);
  const otherNames = otherOver.some(isName);
  const words = over.filter((word) => {
    if (!needsNoSaying(word, mine, other, otherNames)) return true;
    known.add(word.at);
    return false;
  });
  const extensions: Finding[] = [];
  const kept = words.filter((word) => {
    if (!isBareName(word) || KNOWN_NAMES.test(word.key)) return true;
    const weight = word.gloss ? 0.01 : otherNames ? null : extending(word, mine, other, known);
    if (weight === null) return true;
    known.add(word.at);
    extensions.push(doubt('subject', weight, `name said more fully: ${word.text}`));
    return false;
  });
  return { words: kept, extensions };
}

/**
 * Doubt of a word that stands next to a paired name and completes it ("Seattle" Mariners, Robin "D" Cook); null where
 * it does not. A given name before a paired family name may be another member of the family.
 */
function extending(
  word: Word,
  { claim, versus }: Question,
  other: Question,
  known: ReadonlySet<number>,
): number | null {
  if (/^\d+$/.test(word.text)) return null;
  const beside = (step: number) =>
    claim.find(({ at, capital, key }) => at === word.at + step && capital && !ordinaryWords.has(key) && known.has(at));
  if (beside(-1)) return 0.05;
  const next = beside(1);
  if (!next) return null;
  // A game is known by its day and both its teams: "Real" Oviedo is no other Oviedo then.
  if (versus && other.versus) return 0.05;
  return FAMILY_NAMES.test(next.key) || other.placeholder ? 0.05 : 0.14;
}

function nameField(a: Question, b: Question, left: readonly Word[], right: readonly Word[]): 'outcome' | 'subject' {
  const within = (question: Question, names: readonly Word[]) => {
    const { value } = question.outcome;
    return value.kind === 'named' && names.some(({ key }) => value.words.some((word) => word.key === key));
  };
  return within(a, left) || within(b, right) ? 'outcome' : 'subject';
}

const textOf = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ');
