import { plainWords } from './plain-words.js';

/** Cosine of two titles' words, each weighted by its count and by how few of the `titles` hold it. */
export function tfIdfCosine(titles: readonly string[]): (one: string, other: string) => number {
  const holding = new Map<string, number>();
  for (const title of titles) for (const word of new Set(plainWords(title))) bump(holding, word);
  const vectorOf = (title: string): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>();
    for (const word of plainWords(title)) bump(counts, word);
    for (const [word, count] of counts) {
      counts.set(word, count * (Math.log((1 + titles.length) / (1 + (holding.get(word) ?? 0))) + 1));
    }
    return counts;
  };
  return (one, other) => {
    const [left, right] = [vectorOf(one), vectorOf(other)];
    let product = 0;
    for (const [word, weight] of left) product += weight * (right.get(word) ?? 0);
    const length = Math.sqrt(squares(left) * squares(right));
    return length === 0 ? 0 : product / length;
  };
}

const bump = (counts: Map<string, number>, word: string): void => {
  counts.set(word, (counts.get(word) ?? 0) + 1);
};

const squares = (vector: ReadonlyMap<string, number>): number =>
  [...vector.values()].reduce((sum, weight) => sum + weight * weight, 0);
