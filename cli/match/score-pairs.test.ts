import { readPairs } from '@pm-arbitrage/agents/market-matcher/offline/read-pairs.js';
import type { Verdict } from '@pm-arbitrage/agents/market-matcher/verdict.js';
import { describe, expect, it } from 'vitest';
import { judgePairs, scorePairs } from './score-pairs.js';

const row = (label: string, more: object = {}) =>
  JSON.stringify({ kalshi: { ticker: 'KXA', title: 'A?' }, polymarket: { id: '1', question: 'A?' }, label, ...more });

function judged(label: string, decision: Verdict['decision'], polarity: Verdict['polarity'] = 'same') {
  const [pair] = readPairs(row(label)).pairs;
  if (!pair) throw new Error('no pair');
  return { pair, verdict: { decision, polarity, confidence: 0.7, field: 'window', reason: 'why' } as const };
}

describe('a score', () => {
  it('counts at both thresholds', () => {
    const score = scorePairs([
      judged('same', 'accept'),
      judged('same', 'accept'),
      judged('same', 'review'),
      judged('same', 'refuse'),
      judged('different', 'accept'),
      judged('different', 'review'),
      judged('different', 'refuse'),
    ]);
    expect(score.accept).toMatchObject({ truePositives: 2, falsePositives: 1, falseNegatives: 2 });
    expect(score.accept).toMatchObject({ precision: 2 / 3, recall: 0.5, f1: 4 / 7 });
    expect(score.acceptOrReview).toMatchObject({ precision: 3 / 5, recall: 3 / 4, f1: 2 / 3 });
    const [low = 1, high = 0] = score.accept.intervals.f1 ?? [];
    expect(low).toBeLessThan(4 / 7);
    expect(high).toBeGreaterThan(4 / 7);
  });

  it('names every error, the worst first', () => {
    const { errors } = scorePairs([
      judged('different', 'review'),
      judged('same', 'review'),
      judged('same', 'refuse'),
      judged('same', 'accept', 'inverse'),
      judged('different', 'accept'),
      judged('same', 'accept'),
    ]);
    expect(errors.map(({ kind, field }) => `${kind} ${field}`)).toEqual([
      'accepted-wrongly window',
      'wrong-polarity window',
      'refused-wrongly window',
      'review-of-a-match window',
      'review-of-no-match window',
    ]);
  });

  it('takes an inverse for right only as an inverse', () => {
    const { accept } = scorePairs([judged('inverse', 'accept', 'inverse'), judged('inverse', 'accept', 'same')]);
    expect(accept).toMatchObject({ truePositives: 1, falsePositives: 1, falseNegatives: 1 });
  });

  it('leaves the unclear out, and has no rates of nothing', () => {
    const { accept, errors } = scorePairs([judged('unclear', 'accept')]);
    expect([accept.precision, accept.recall, accept.f1, accept.intervals.f1, errors]).toEqual([
      null,
      null,
      null,
      null,
      [],
    ]);
  });

  it('refuses what cannot be a yes/no question', () => {
    const combination = { kalshi: { ticker: 'KXMVE-1', title: 'A?' } };
    expect(judgePairs(readPairs(row('different', combination)).pairs)).toMatchObject([
      { verdict: { decision: 'refuse', field: 'outcome', reason: 'KXMVE-1 is a combination of markets' } },
    ]);
  });
});
