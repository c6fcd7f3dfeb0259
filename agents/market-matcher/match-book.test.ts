import { describe, expect, it } from 'vitest';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { aMarket, T0 } from '../opportunity-scanner/scanner-fixtures.js';
import { MatchBook } from './match-book.js';
import { MatchFileError, parseReviewedPairs, type ReviewedPair } from './reviewed-matches.js';

const pair = (change: Partial<ReviewedPair> = {}): ReviewedPair => ({
  kalshi: 'K',
  polymarket: 'P',
  polarity: 'same',
  confidence: 0.97,
  reviewedBy: 'me',
  note: 'same question',
  kalshiRulesHash: null,
  polymarketRulesHash: null,
  ...change,
});
const kalshi = (change: Partial<Market> = {}) => aMarket('kalshi', 'K', change);
const polymarket = (change: Partial<Market> = {}) => aMarket('polymarket', 'P', change);

function listed(pairs: readonly ReviewedPair[] = [pair()]) {
  const book = new MatchBook();
  book.market(kalshi(), T0);
  book.market(polymarket(), T0);
  return { book, matches: book.review(pairs, T0) };
}

describe('reviewed matches', () => {
  it('wait until both markets are listed, in whichever order', () => {
    const book = new MatchBook();
    expect(book.review([pair()], T0)).toEqual([]);
    expect(book.market(polymarket(), T0)).toEqual([]);
    expect(book.market(kalshi(), T0)).toMatchObject([
      { id: 'K|P', status: 'active', kalshi: 'kalshi:K', polymarket: 'polymarket:P' },
    ]);
    expect(book.market(kalshi({ status: 'paused' }), T0)).toEqual([]);
  });

  it('keep their polarity', () => {
    for (const polarity of ['same', 'inverse'] as const)
      expect(listed([pair({ polarity })]).matches).toMatchObject([{ polarity }]);
  });

  it('go to a person below the confidence that may trade', () => {
    const status = (confidence: number) => listed([pair({ confidence })]).matches[0]?.status;
    expect([0.6, 0.849, 0.85, 0.851].map(status)).toEqual(['review', 'review', 'active', 'active']);
  });

  it('are reported once, and again only when they change', () => {
    const { book } = listed();
    expect(book.review([pair()], T0 + 1)).toEqual([]);
    expect(book.review([pair({ confidence: 0.9 })], T0 + 2)).toMatchObject([{ confidence: 0.9 }]);
  });

  it('are suspended when a rule text changes, and stay so when it changes back', () => {
    const { book } = listed();
    expect(book.market(kalshi({ rulesHash: 'other' }), T0 + 1)).toMatchObject([
      { status: 'suspended', reason: 'a rule text changed since the review' },
    ]);
    expect(book.market(kalshi(), T0 + 2)).toMatchObject([{ status: 'suspended' }]);
    expect(book.market(polymarket({ rulesHash: 'other' }), T0 + 3)).toMatchObject([{ status: 'suspended' }]);
  });

  it('may trade again when their entry is reviewed anew', () => {
    const { book } = listed();
    book.market(kalshi({ rulesHash: 'other' }), T0 + 1);
    expect(book.review([pair({ note: 'read again' })], T0 + 2)).toMatchObject([{ status: 'active' }]);
  });

  it('hold the texts to the hashes that a review names', () => {
    const named = pair({ kalshiRulesHash: 'hash of K', polymarketRulesHash: 'hash of P' });
    const { book, matches } = listed([named]);
    expect(matches).toMatchObject([{ status: 'active' }]);
    expect(book.market(kalshi({ rulesHash: 'other' }), T0 + 1)).toMatchObject([{ status: 'suspended' }]);
    expect(book.market(kalshi(), T0 + 2)).toMatchObject([{ status: 'active' }]);
    expect(listed([pair({ polymarketRulesHash: 'older' })]).matches).toMatchObject([{ status: 'suspended' }]);
  });

  it('are suspended when their pair leaves the file, and return with it', () => {
    const { book } = listed();
    expect(book.review([], T0 + 1)).toMatchObject([
      { id: 'K|P', status: 'suspended', reason: 'no longer among the reviewed matches' },
    ]);
    expect(book.market(kalshi({ rulesHash: 'other' }), T0 + 2)).toEqual([]);
    expect(book.size).toBe(0);
    expect(book.review([pair()], T0 + 3)).toMatchObject([{ status: 'active' }]);
  });

  it('do not forget in a restart what was suspended, changed or withdrawn', () => {
    const { book, matches } = listed();
    const again = (stored: typeof matches, pairs: readonly ReviewedPair[], rulesHash = 'hash of K') => {
      const later = new MatchBook();
      later.remember(stored);
      later.market(kalshi({ rulesHash }), T0 + 9);
      later.market(polymarket(), T0 + 9);
      return later.review(pairs, T0 + 9).map(({ status }) => status);
    };
    expect(again(matches, [pair()])).toEqual(['active']);
    expect(again(matches, [pair()], 'changed meanwhile')).toEqual(['suspended']);
    expect(again(matches, [])).toEqual(['suspended']);
    expect(again(book.market(kalshi({ rulesHash: 'other' }), T0), [pair()])).toEqual(['suspended']);
    expect(again(listed().book.review([], T0), [pair()])).toEqual(['active']);
  });
});

describe('a match file', () => {
  it('is refused with the place of the problem', () => {
    expect(() => parseReviewedPairs('[')).toThrow(MatchFileError);
    expect(() => parseReviewedPairs(JSON.stringify([{ ...pair(), polarity: 'opposite' }]))).toThrow(/polarity/);
    expect(parseReviewedPairs(JSON.stringify([pair()]))).toEqual([pair()]);
  });
});
