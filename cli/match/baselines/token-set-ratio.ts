import { plainWords } from './plain-words.js';

/**
 * The token-set ratio of fuzzy-matching libraries, 0…1: the common words against the common words with the rest of
 * either side, the best of the three comparisons.
 */
export function tokenSetRatio(one: string, other: string): number {
  const [left, right] = [new Set(plainWords(one)), new Set(plainWords(other))];
  const common = [...left].filter((word) => right.has(word)).toSorted();
  const restOf = (words: ReadonlySet<string>, others: ReadonlySet<string>) =>
    [...words].filter((word) => !others.has(word)).toSorted();
  const [onlyLeft, onlyRight] = [restOf(left, right), restOf(right, left)];
  if (common.length > 0 && (onlyLeft.length === 0 || onlyRight.length === 0)) return 1;
  const base = common.join(' ');
  const [a, b] = [[...common, ...onlyLeft].join(' '), [...common, ...onlyRight].join(' ')];
  return Math.max(indelRatio(base, a), indelRatio(base, b), indelRatio(a, b));
}

/** Twice the longest common subsequence over both lengths. */
function indelRatio(one: string, other: string): number {
  if (one.length + other.length === 0) return 1;
  let row = new Uint16Array(other.length + 1);
  for (const character of one) {
    const next = new Uint16Array(other.length + 1);
    for (let at = 1; at <= other.length; at++) {
      const [above = 0, left = 0, corner = 0] = [row[at], next[at - 1], row[at - 1]];
      next[at] = character === other[at - 1] ? corner + 1 : Math.max(above, left);
    }
    row = next;
  }
  return (2 * (row[other.length] ?? 0)) / (one.length + other.length);
}
