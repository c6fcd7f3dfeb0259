import type { LabelledPair } from '@pm-arbitrage/agents/market-matcher/offline/read-pairs.js';
import type { Rates } from '../rates.js';
import { bestThreshold } from './best-threshold.js';
import { bm25 } from './bm25.js';
import { plainWords } from './plain-words.js';
import { tfIdfCosine } from './tf-idf.js';
import { tokenSetRatio } from './token-set-ratio.js';

export interface BaselineScore {
  readonly name: string;
  /** Where its F1 is best on these very pairs. */
  readonly threshold: number;
  readonly rates: Rates;
}

/** What usual bots would score on the same pairs, each at the threshold that suits it best. Titles are all they read. */
export function baselineScores(pairs: readonly LabelledPair[]): readonly BaselineScore[] {
  // None of them can tell an inverse, so an inverse is as good to them as the same.
  const titled = pairs
    .filter(({ label }) => label !== 'unclear')
    .map(({ kalshi, polymarket, label }) => ({
      kalshi: `${kalshi.title} ${kalshi.subtitle}`.trim(),
      polymarket: polymarket.title,
      match: label !== 'different',
    }));
  const cosine = tfIdfCosine(titled.flatMap(({ kalshi, polymarket }) => [kalshi, polymarket]));
  const documents = [...new Set(titled.map(({ polymarket }) => polymarket))];
  const rank = bm25(documents);
  const best = (name: string, score: (pair: (typeof titled)[number]) => number): BaselineScore => ({
    name,
    ...bestThreshold(titled.map((pair) => ({ score: score(pair), match: pair.match }))),
  });
  const first = topOf(documents, rank, () => true);
  const filtered = topOf(documents, rank, sameNumbers);
  return [
    best('token-set ratio', ({ kalshi, polymarket }) => tokenSetRatio(kalshi, polymarket)),
    best('TF-IDF cosine', ({ kalshi, polymarket }) => cosine(kalshi, polymarket)),
    best('BM25 top-1', ({ kalshi, polymarket }) => (first(kalshi) === polymarket ? rank(kalshi, polymarket) : 0)),
    best('BM25 top-1, numbers and years equal', ({ kalshi, polymarket }) =>
      filtered(kalshi) === polymarket ? rank(kalshi, polymarket) : 0,
    ),
  ];
}

/** The best document for a question among those that may be it. */
function topOf(
  documents: readonly string[],
  rank: (question: string, document: string) => number,
  may: (question: string, document: string) => boolean,
): (question: string) => string | null {
  const known = new Map<string, string | null>();
  return (question) => {
    const before = known.get(question);
    if (before !== undefined) return before;
    let top: { readonly document: string | null; readonly score: number } = { document: null, score: 0 };
    for (const document of documents) {
      if (!may(question, document)) continue;
      const score = rank(question, document);
      if (score > top.score) top = { document, score };
    }
    known.set(question, top.document);
    return top.document;
  };
}

/** Where both sides name years, one must be common; likewise other numbers. */
function sameNumbers(one: string, other: string): boolean {
  const numbersOf = (text: string) => plainWords(text).filter((word) => /^\d/.test(word));
  const isYear = (word: string) => /^(?:19|20)\d\d$/.test(word);
  return [isYear, (word: string) => !isYear(word)].every((kind) => {
    const [left, right] = [numbersOf(one).filter(kind), numbersOf(other).filter(kind)];
    return left.length === 0 || right.length === 0 || left.some((word) => right.includes(word));
  });
}
