import { plainWords } from './plain-words.js';

/** Okapi BM25 with its usual constants. */
const SATURATION = 1.2;
const LENGTH = 0.75;

/**
 * Scores documents against a question over one collection, as a share of what a document in the very words of the
 * question would score: raw scores of long and short questions cannot share a threshold.
 */
export function bm25(documents: readonly string[]): (question: string, document: string) => number {
  const words = new Map(documents.map((document) => [document, plainWords(document)]));
  const lengths = [...words.values()].map((each) => each.length);
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const holding = new Map<string, number>();
  for (const each of words.values()) for (const word of new Set(each)) holding.set(word, (holding.get(word) ?? 0) + 1);
  const score = (question: string, document: string): number => {
    const own = words.get(document) ?? plainWords(document);
    let sum = 0;
    for (const word of new Set(plainWords(question))) {
      const count = own.filter((each) => each === word).length;
      if (count === 0) continue;
      const held = holding.get(word) ?? 0;
      const rarity = Math.log(1 + (words.size - held + 0.5) / (held + 0.5));
      const norm = SATURATION * (1 - LENGTH + (LENGTH * own.length) / average);
      sum += (rarity * count * (SATURATION + 1)) / (count + norm);
    }
    return sum;
  };
  const whole = new Map<string, number>();
  return (question, document) => {
    const most = whole.get(question) ?? score(question, question);
    whole.set(question, most);
    return most === 0 ? 0 : score(question, document) / most;
  };
}
