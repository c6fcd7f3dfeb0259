import { foldWord } from './fold-word.js';
import { placeNames } from './places.js';
import { stemWord } from './stem-word.js';
import { sameMeaning } from './synonyms.js';

/** A word of a question. */
export interface Word {
  /** As written, without accents or case changes removed. */
  readonly text: string;
  /** What is compared: folded, stemmed, the country for its adjective, one word for all of a meaning. */
  readonly key: string;
  /** Written with a capital, or a number: it may be part of a name. */
  readonly capital: boolean;
  /** Counts the sentence's words, so that neighbours can be told. */
  readonly at: number;
  /** Stands in brackets: a gloss. */
  readonly gloss: boolean;
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const TOKEN = /[()]|[\p{L}\p{M}\p{N}$€£%#&+°]+(?:['.&/][\p{L}\p{M}\p{N}]+)*/gu;

/** The words of a text in order; stop words among them. */
export function splitWords(text: string): readonly Word[] {
  const words: Word[] = [];
  let depth = 0;
  let at = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '(') depth += 1;
    else if (token === ')') depth = Math.max(0, depth - 1);
    else
      words.push({
        text: token,
        key: wordKey(token),
        capital: /^[\p{Lu}\p{N}]/u.test(token),
        at: at++,
        gloss: depth > 0,
      });
  }
  return words;
}

const known = new Map<string, string>();
const KNOWN_LIMIT = 50_000;

/** What of a word is compared with other words. */
export function wordKey(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const key = readKey(text);
  // A cache of words seen, bounded because market texts come from outside.
  if (known.size > KNOWN_LIMIT) known.clear();
  known.set(text, key);
  return key;
}

function readKey(text: string): string {
  const folded = foldWord(text)
    .replace(/'s?$/, '')
    .replaceAll(/(?<=[a-z])\.(?=[a-z])|'/g, '');
  const ordinal = ORDINALS.indexOf(folded);
  if (ordinal >= 0) return `${ordinal + 1}#`;
  const numeral = /^(\d+)(?:st|nd|rd|th)$/.exec(folded);
  if (numeral) return `${numeral[1]}#`;
  return placeNames.get(folded) ?? sameMeaning(stemWord(folded));
}
