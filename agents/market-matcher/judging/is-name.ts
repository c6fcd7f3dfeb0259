import type { Word } from '../text/split-words.js';
import { genericWords, ordinaryWords } from './common-words.js';

/** Whether a word is a name: written with a capital, and no ordinary word of the field in a title that capitalises all. */
export function isName({ capital, key }: Word): boolean {
  return capital && !ordinaryWords.has(key) && !genericWords.has(key) && !key.endsWith('#');
}
