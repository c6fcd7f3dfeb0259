import { hasSharedData, sharedPath } from '@pm-arbitrage/adapters/testing/shared-data.js';
import { readPairs } from '@pm-arbitrage/agents/market-matcher/offline/read-pairs.js';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { baselineScores } from './baseline-scores.js';
import { bestThreshold } from './best-threshold.js';
import { bm25 } from './bm25.js';
import { tfIdfCosine } from './tf-idf.js';
import { tokenSetRatio } from './token-set-ratio.js';

describe('the token-set ratio', () => {
  it('is full for the same words in any order and for a part of the words', () => {
    expect(tokenSetRatio('fuzzy was a bear', 'a bear fuzzy was was')).toBe(1);
    expect(tokenSetRatio('a bear', 'fuzzy was a bear')).toBe(1);
  });

  it('falls with what differs', () => {
    expect(tokenSetRatio('rain in Oslo', 'rain in Rome')).toBe(0.75);
    expect(tokenSetRatio('abc', 'xyz')).toBe(0);
  });
});

describe('weighted words', () => {
  const titles = ['rain in Oslo', 'rain in Rome', 'snow in Oslo', 'rain today'];

  it('make the cosine of equal titles one and of others less, rare words counting more', () => {
    const cosine = tfIdfCosine(titles);
    expect(cosine('rain in Oslo', 'Oslo in rain')).toBeCloseTo(1);
    expect(cosine('snow in Oslo', 'snow today')).toBeGreaterThan(cosine('rain in Oslo', 'rain today'));
    expect(cosine('x', '')).toBe(0);
  });

  it('make BM25 a share of the question itself', () => {
    const rank = bm25(titles);
    expect(rank('rain in Oslo', 'rain in Oslo')).toBeCloseTo(1);
    expect(rank('snow in Oslo', 'snow in Oslo')).toBeGreaterThan(rank('snow in Oslo', 'rain in Oslo'));
    expect(rank('hail', 'rain today')).toBe(0);
  });
});

describe('the best threshold', () => {
  it('is the one with the best F1, ties included on both sides of it', () => {
    const scored = [
      { score: 0.9, match: true },
      { score: 0.8, match: false },
      { score: 0.8, match: true },
      { score: 0.1, match: false },
    ];
    expect(bestThreshold(scored)).toMatchObject({ threshold: 0.8, rates: { precision: 2 / 3, recall: 1, f1: 0.8 } });
    expect(bestThreshold([]).rates.f1).toBeNull();
  });
});

describe.skipIf(!hasSharedData)('usual bots', () => {
  it('reach neither an F1 nor a recall of 0.78 on the curated pairs', () => {
    const { pairs } = readPairs(readFileSync(sharedPath('pairs/market-pairs-curated.jsonl'), 'utf8'));
    const scores = baselineScores(pairs);
    expect(scores.map(({ name }) => name)).toHaveLength(4);
    for (const { rates } of scores) {
      expect(rates.f1).toBeGreaterThan(0.45);
      expect(rates.f1).toBeLessThan(0.78);
      expect(rates.recall).toBeLessThan(0.78);
    }
  });
});
