import type { Question } from '../reading/question.js';
import { type Word, wordKey } from '../text/split-words.js';
import { genericWords } from './common-words.js';
import { isName } from './is-name.js';
import { qualifierOf } from './weigh-qualifiers.js';

/** What a word follows from, so that the other side need not say it. */
const FOLLOWS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    'win: elect primary',
    'elect: president seat ballot primary mayor governor senator win',
    'budget: reconciliation',
    'rate: unemployment cpi inflation fed',
    'inflation: cpi',
    'confirm: ballot',
    'fed: rate',
    'meet: fed',
    'decision: fed',
    'america: president speaker fed senator',
    'house: speaker congressional',
    'ballot: jury',
    'sec: etf',
    'parliament: seat',
  ].map((line) => {
    const [word = '', from = ''] = line.split(': ');
    return [wordKey(word), new Set(from.split(' ').map(wordKey))] as const;
  }),
);

/** Whether a word that only one side says changes nothing: generic, implied, or known from event, ticker or opponent. `rivals`: the other side has a name of its own. */
export function needsNoSaying(word: Word, mine: Question, other: Question, rivals: boolean): boolean {
  return (
    genericWords.has(word.key) ||
    isImplied(word, mine, other) ||
    inContext(word, other, rivals) ||
    isOpponent(word, mine, other) ||
    (!rivals && isClubYear(word, mine, other))
  );
}

function isImplied({ key }: Word, mine: Question, other: Question): boolean {
  if (key === 'win' && (mine.versus || other.versus)) return true;
  const from = FOLLOWS.get(key);
  if (from === undefined) return false;
  return [...other.claim, ...mine.claim].some((word) => from.has(word.key));
}

/** Schalke 04, 1. FC Köln: a number that only one side says of a club. */
const isClubYear = ({ text }: Word, mine: Question, other: Question): boolean =>
  mine.versus && other.versus && /^\d+$/.test(text);

/** Words of a title that make another bet of a game, or a part of it. */
const PARTS: ReadonlySet<string> = new Set(
  'set map leg period inning half quarter round halftime secondhalf teamtotal total spread handicap overtime tie draw regulation exact margin'
    .split(' ')
    .map(wordKey),
);
const isPart = ({ key, text }: Word): boolean => PARTS.has(key) || key.endsWith('#') || /^(?:\d|Exact\d)/.test(text);

/** A game named by both teams, and by the one that wins with its day. */
function isOpponent(word: Word, mine: Question, other: Question): boolean {
  const { value } = mine.outcome;
  if (!mine.versus || other.versus || value.kind !== 'named') return false;
  const days = [mine.window, other.window].every((window) => window?.grain === 'day' || window?.grain === 'minute');
  const isNamed = value.words.some(({ key }) => other.claim.some((each) => each.key === key && isName(each)));
  return days && isNamed && word.capital && !isPart(word) && !value.words.some(({ key }) => key === word.key);
}

function inContext(word: Word, other: Question, rivals: boolean): boolean {
  if (other.context.has(word.key)) return true;
  if (qualifierOf(word)?.hard === true) return false;
  // What a ticker spells cannot stand against another name.
  return !rivals && word.capital && word.key.length >= 4 && inTicker(word.key.toUpperCase(), other);
}

/** A Kalshi ticker spells its subject, its series with as few as three letters of a word: GABBARDCOUNT, CANLIBSEATS. */
function inTicker(word: string, { platform, id }: Question): boolean {
  if (platform !== 'kalshi') return false;
  const [series = ''] = id.toUpperCase().split('-');
  return series.includes(word.slice(0, 3)) || id.toUpperCase().includes(word.slice(0, 5));
}
