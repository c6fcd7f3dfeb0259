import type { Question } from '../reading/question.js';
import { type Word, wordKey } from '../text/split-words.js';
import type { Alignment } from './align-words.js';
import { genericWords, lightWords, ordinaryWords } from './common-words.js';
import { differs, doubt, type Finding } from './finding.js';
import { isName } from './is-name.js';
import { qualifiers } from './qualifiers.js';
import { ruledNames } from './ruled-names.js';

const FAMILY_NAMES =
  /^(?:trump|biden|harris|vance|obama|putin|zelensky|zelenskyy|xi|modi|macron|starmer|netanyahu|musk|powell|carney|trudeau|poilievre|milei|lula|erdogan|kennedy|newsom|desantis|mamdani|swift|drake|kanye|ye)$/;
/** Names that a question may leave out: its country and its league are known from what it is about. */
const KNOWN_NAMES = /^(?:america|nfl|nba|mlb|nhl|fifa|uefa|atp|wta|pga|ufc|england)$/;
const CLUB_ENDINGS = new Set(['city', 'united', 'state', 'tech'].map(wordKey));
const NOMINATE = wordKey('nominee');
const DOUBT_PER_NAME = 0.17;
const DOUBT_PER_WORD = 0.125;

/** What the words that only one side says mean for the pair. */
export function weighLeftovers(a: Question, b: Question, words: Alignment): readonly Finding[] {
  const left = telling(a, b, words.leftOver, words.rightOver, words.left);
  const right = telling(b, a, words.rightOver, words.leftOver, words.right);
  const findings: Finding[] = [];
  for (const [mine, other] of [
    [left, right],
    [right, left],
  ] as const) {
    for (const word of mine.words) {
      const qualifier = qualifiers.get(word.key) ?? (word.key.endsWith('#') ? ORDINAL : undefined);
      if (qualifier === undefined) continue;
      const against =
        other.words.find(({ key }) => isPrimary(word.key, key)) ??
        other.words.find(({ key }) => qualifiers.get(key)?.field === qualifier.field);
      const text = `${word.text} / ${against?.text ?? 'not said'}`;
      if (isClubEnding(word, mine === left ? a : b, mine === left ? b : a)) {
        findings.push(doubt('subject', 0.07, `name said more fully: ${word.text}`));
        continue;
      }
      if (isPrimary(word.key, against?.key)) {
        findings.push(doubt('milestone', 0.05, text));
        continue;
      }
      if (qualifier.hard || against !== undefined) findings.push(differs(qualifier.field, text));
      else
        findings.push(
          doubt(qualifier.field, lightWords.has(word.key) ? 0.06 : 0.14, `only one side says ${word.text}`),
        );
    }
  }
  const names = [left, right].map(({ words: mine }) =>
    mine.filter((word) => isName(word) && !qualifiers.has(word.key)),
  );
  const [leftNames = [], rightNames = []] = names;
  if (leftNames.length > 0 && rightNames.length > 0)
    findings.push(differs(nameField(a, b, leftNames, rightNames), `${textOf(leftNames)} / ${textOf(rightNames)}`));
  for (const word of leftNames) findings.push(doubt('subject', weightOf(word, b), `only one side says ${word.text}`));
  for (const word of rightNames) findings.push(doubt('subject', weightOf(word, a), `only one side says ${word.text}`));
  for (const { text, weight } of [...left.extensions, ...right.extensions])
    findings.push(doubt('subject', weight, `name said more fully: ${text}`));
  const ordinary = [left, right].map(({ words: mine }) =>
    mine.filter((word) => !isName(word) && !qualifiers.has(word.key) && !word.key.endsWith('#')),
  );
  for (const word of ordinary.flat()) {
    const weight = lightWords.has(word.key) ? 0.05 : word.gloss ? 0.02 : DOUBT_PER_WORD;
    findings.push(doubt('wording', weight, `only one side says ${word.text}`));
  }
  for (const text of words.loose) findings.push(doubt('subject', 0.06, `spelled differently: ${text}`));
  return findings;
}

/** "Orlando" and "Orlando City" in a game that both sides name by its teams. */
const isClubEnding = ({ key, capital }: Word, mine: Question, other: Question): boolean =>
  capital && mine.versus && other.versus && CLUB_ENDINGS.has(key);

/** Who wins a party's primary is nearly always its nominee. */
const isPrimary = (x: string, y: string | undefined): boolean =>
  (x === 'primary' && y === NOMINATE) || (x === NOMINATE && y === 'primary');

/** A name that not even the other side's rules say is another subject; what they say need not stand in a title. */
function weightOf({ key }: Word, other: Question): number {
  const ruled = ruledNames(other);
  if (KNOWN_NAMES.test(key) || ruled?.has(key) === true) return 0.04;
  return ruled === null ? DOUBT_PER_NAME : 0.3;
}

const ORDINAL = { field: 'scope', hard: true } as const;

interface Telling {
  readonly words: readonly Word[];
  readonly extensions: readonly { readonly text: string; readonly weight: number }[];
}

/** The leftover words that still say something: not generic, not known from the other side's event or ticker, no gloss. */
function telling(
  mine: Question,
  other: Question,
  over: readonly Word[],
  otherOver: readonly Word[],
  paired: ReadonlySet<number>,
): Telling {
  const words: Word[] = [];
  const extensions: { text: string; weight: number }[] = [];
  const known = new Set(paired);
  for (const word of over) {
    if (
      genericWords.has(word.key) ||
      impliedBy(word, mine, other) ||
      inContext(word, other) ||
      isOpponent(word, mine, other) ||
      isClubYear(word, mine, other)
    ) {
      known.add(word.at);
      continue;
    }
    words.push(word);
  }
  const otherNames = otherOver.some((word) => isName(word));
  const kept = words.filter((word) => {
    if (!isName(word) || qualifiers.has(word.key) || KNOWN_NAMES.test(word.key)) return true;
    if (word.gloss) {
      extensions.push({ text: word.text, weight: 0.01 });
      return false;
    }
    if (otherNames) return true;
    const beside = neighbour(word, mine, known);
    if (beside === null) return true;
    known.add(word.at);
    extensions.push({
      text: word.text,
      weight: beside.before && !FAMILY_NAMES.test(beside.key) && !other.placeholder ? 0.14 : 0.05,
    });
    return false;
  });
  return { words: kept, extensions };
}

/** A paired name next to a word: the word then completes it ("Seattle" Mariners, Robin "D" Cook). */
function neighbour(
  word: Word,
  { claim }: Question,
  known: ReadonlySet<number>,
): { before: boolean; key: string } | null {
  const previous = claim.find(
    ({ at, capital, key }) => at === word.at - 1 && capital && !ordinaryWords.has(key) && known.has(at),
  );
  if (previous) return { before: false, key: previous.key };
  const next = claim.find(
    ({ at, capital, key }) => at === word.at + 1 && capital && !ordinaryWords.has(key) && known.has(at),
  );
  return next ? { before: true, key: next.key } : null;
}

/** Schalke 04, 1. FC Köln: a number that only one side says of a club. */
const isClubYear = ({ text }: Word, mine: Question, other: Question): boolean =>
  mine.versus && other.versus && /^\d+$/.test(text);

/** A game named by both teams and by one of them with its day. */
function isOpponent(word: Word, mine: Question, other: Question): boolean {
  if (!mine.versus || other.versus || mine.outcome.value.kind !== 'named') return false;
  const days = [mine.window, other.window].every((window) => window?.grain === 'day' || window?.grain === 'minute');
  return days && word.capital && !mine.outcome.value.words.some(({ key }) => key === word.key);
}

function inContext(word: Word, other: Question): boolean {
  if (qualifiers.get(word.key)?.hard === true || word.key.endsWith('#')) return false;
  if (other.context.has(word.key)) return true;
  return word.capital && word.key.length >= 4 && inTicker(word.key.toUpperCase(), other);
}

/** A Kalshi ticker spells its subject, its series with as few as three letters of a word: GABBARDCOUNT, CANLIBSEATS. */
function inTicker(word: string, { platform, id }: Question): boolean {
  if (platform !== 'kalshi') return false;
  const [series = ''] = id.toUpperCase().split('-');
  return series.includes(word.slice(0, 3)) || id.toUpperCase().includes(word.slice(0, 5));
}

/** What the other words of a question say already. */
function impliedBy(word: Word, mine: Question, other: Question): boolean {
  const says = (key: string) =>
    other.claim.some((each) => each.key === key) || mine.claim.some((each) => each.key === key);
  switch (word.key) {
    case 'win':
      return other.versus || mine.versus || says('elect') || says('primary');
    case 'elect':
      return (
        says('president') ||
        says('seat') ||
        says('ballot') ||
        says('primary') ||
        says('mayor') ||
        says('governor') ||
        says('senator') ||
        says('win')
      );
    case 'budget':
      return says('reconciliation');
    case 'rate':
      return says('unemployment') || says('cpi') || says('inflation') || says('fed');
    case 'confirm':
      return says('ballot');
    case 'fed':
      return says('rate');
    case 'meet':
    case 'decision':
      return says('fed');
    case 'america':
      return says('president') || says('speaker') || says('fed') || says('senator');
    case 'house':
      return says('speaker');
    default:
      return false;
  }
}

function nameField(a: Question, b: Question, left: readonly Word[], right: readonly Word[]): 'outcome' | 'subject' {
  const within = (question: Question, names: readonly Word[]) => {
    const { value } = question.outcome;
    return value.kind === 'named' && names.some(({ key }) => value.words.some((word) => word.key === key));
  };
  return within(a, left) || within(b, right) ? 'outcome' : 'subject';
}

const textOf = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ');
