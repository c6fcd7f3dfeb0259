import { describe, expect, it } from 'vitest';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { MatchReview } from '@pm-arbitrage/core/domain/match-review.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import { price } from '@pm-arbitrage/core/money/money.js';
import { aMarket, T0 } from '../opportunity-scanner/scanner-fixtures.js';
import type { Judgement } from './dossier.js';
import { JUDGED_BY_RULES, MatchBook } from './match-book.js';
import { MatchFileError, parseReviewedPairs, type ReviewedPair } from './reviewed-matches.js';
import type { Verdict } from './verdict.js';

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
  return { book, matches: book.reviewFile(pairs, T0) };
}

describe('reviewed matches', () => {
  it('wait until both markets are listed, in whichever order', () => {
    const book = new MatchBook();
    expect(book.reviewFile([pair()], T0)).toEqual([]);
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
    expect(book.reviewFile([pair()], T0 + 1)).toEqual([]);
    expect(book.reviewFile([pair({ confidence: 0.9 })], T0 + 2)).toMatchObject([{ confidence: 0.9 }]);
  });

  it('are suspended when a rule text changes, and stay so when it changes back', () => {
    const { book } = listed();
    expect(book.market(kalshi({ rulesHash: 'other' }), T0 + 1)).toMatchObject([
      { status: 'suspended', reason: 'a rule text changed since the review' },
    ]);
    expect(book.market(kalshi(), T0 + 2)).toEqual([]);
    expect(book.market(polymarket({ rulesHash: 'other' }), T0 + 3)).toEqual([]);
    expect(book.matchOf('K|P')).toMatchObject({ status: 'suspended', suspension: 'rules-changed' });
  });

  it('may trade again when their entry is reviewed anew', () => {
    const { book } = listed();
    book.market(kalshi({ rulesHash: 'other' }), T0 + 1);
    expect(book.reviewFile([pair({ note: 'read again' })], T0 + 2)).toMatchObject([{ status: 'active' }]);
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
    expect(book.reviewFile([], T0 + 1)).toMatchObject([
      { id: 'K|P', status: 'suspended', reason: 'no longer among the reviewed matches' },
    ]);
    expect(book.market(kalshi({ rulesHash: 'other' }), T0 + 2)).toEqual([]);
    expect(book.size).toBe(0);
    expect(book.reviewFile([pair()], T0 + 3)).toMatchObject([{ status: 'active' }]);
  });

  it('do not forget in a restart what was suspended, changed or withdrawn', () => {
    const { book, matches } = listed();
    const again = (stored: typeof matches, pairs: readonly ReviewedPair[], rulesHash = 'hash of K') => {
      const later = new MatchBook();
      later.remember(stored);
      later.market(kalshi({ rulesHash }), T0 + 9);
      later.market(polymarket(), T0 + 9);
      later.reviewFile(pairs, T0 + 9);
      return later.matchOf('K|P')?.status;
    };
    expect(again(matches, [pair()])).toBe('active');
    expect(again(matches, [pair()], 'changed meanwhile')).toBe('suspended');
    expect(again(matches, [])).toBe('suspended');
    expect(again(book.market(kalshi({ rulesHash: 'other' }), T0), [pair()])).toBe('suspended');
    expect(again(listed().book.reviewFile([], T0), [pair()])).toBe('active');
  });
});

describe('judged matches', () => {
  const key = { kalshi: marketId('kalshi', 'K'), polymarket: marketId('polymarket', 'P') };
  const texts = { kalshi: 'hash of K', polymarket: 'hash of P' };
  const judgement = (change: Partial<Verdict> = {}, worlds: readonly SettlementWorld[] = []): Judgement => ({
    verdict: { decision: 'accept', polarity: 'same', confidence: 0.95, field: null, reason: 'all agrees', ...change },
    worlds,
    by: JUDGED_BY_RULES,
    texts,
  });
  const review = (action: MatchReview['action'], change: Partial<MatchReview> = {}): MatchReview => ({
    ...key,
    action,
    by: 'me',
    note: 'read both',
    polarity: 'same',
    acceptsWorlds: false,
    texts,
    at: T0,
    ...change,
  });
  const openWorld: SettlementWorld = {
    cause: 'source',
    what: 'the sources may differ',
    probability: null,
    loss: price(10_000),
    acceptedBy: null,
  };
  function judged(one: Judgement = judgement()) {
    const book = new MatchBook();
    book.market(kalshi(), T0);
    book.market(polymarket(), T0);
    return { book, told: book.judge(key, one, T0) };
  }

  it('trade when the rules accept them and no world is open', () => {
    expect(judged().told).toMatchObject([{ status: 'active', decidedBy: 'rules' }]);
    expect(judged(judgement({ decision: 'review', confidence: 0.7 })).told).toMatchObject([{ status: 'review' }]);
    expect(judged(judgement({ decision: 'refuse', confidence: 0 })).told).toMatchObject([{ status: 'refused' }]);
  });

  it('wait for a person where nobody can say how often they pay apart, and trade when one accepts that', () => {
    const { book, told } = judged(judgement({}, [openWorld]));
    expect(told).toMatchObject([{ status: 'review', reason: expect.stringContaining('the sources may differ') }]);
    expect(book.review(review('approve'), T0 + 1)).toMatchObject([{ status: 'review', decidedBy: 'me' }]);
    expect(book.review(review('approve', { acceptsWorlds: true }), T0 + 2)).toMatchObject([
      { status: 'active', worlds: [{ acceptedBy: 'me' }] },
    ]);
  });

  it('are refused, paused and resumed by a person, and no judgement overrules that', () => {
    const { book } = judged();
    expect(book.review(review('pause', { note: 'odd' }), T0 + 1)).toMatchObject([
      { status: 'suspended', suspension: 'paused', reason: 'paused by me: odd' },
    ]);
    expect(book.judge(key, judgement(), T0 + 2)).toEqual([]);
    expect(book.review(review('resume'), T0 + 3)).toMatchObject([{ status: 'active', suspension: null }]);
    expect(book.review(review('reject'), T0 + 4)).toMatchObject([{ status: 'refused', decidedBy: 'me' }]);
    book.judge(key, judgement({ confidence: 1 }), T0 + 5);
    expect(book.matchOf('K|P')?.status).toBe('refused');
  });

  it('are suspended when a text changes, whatever is judged then, until a person has read the new one', () => {
    const { book } = judged();
    expect(book.market(kalshi({ rulesHash: 'new' }), T0 + 1)).toMatchObject([{ suspension: 'rules-changed' }]);
    expect(book.judge(key, { ...judgement(), texts: { ...texts, kalshi: 'new' } }, T0 + 2)).toEqual([]);
    expect(book.review(review('approve'), T0 + 3)).toMatchObject([{ suspension: 'rules-changed' }]);
    const read = review('approve', { texts: { ...texts, kalshi: 'new' } });
    expect(book.review(read, T0 + 4)).toMatchObject([{ status: 'active', kalshiRulesHash: 'new' }]);
  });

  it('are judged anew when a text changes before they ever traded', () => {
    const { book } = judged(judgement({ decision: 'review', confidence: 0.7 }));
    expect(book.market(kalshi({ rulesHash: 'new' }), T0 + 1)).toEqual([]);
    const anew = { ...judgement(), texts: { ...texts, kalshi: 'new' } };
    expect(book.judge(key, anew, T0 + 2)).toMatchObject([{ status: 'active', kalshiRulesHash: 'new' }]);
  });

  it('are suspended when their prices stay apart, until a person resumes them', () => {
    const { book } = judged();
    expect(book.apart('K|P', 'prices 20 cents apart for 2 h', T0 + 1)).toMatchObject([{ suspension: 'prices-apart' }]);
    expect(book.apart('unknown', '', T0)).toEqual([]);
    expect(book.review(review('resume'), T0 + 2)).toMatchObject([{ status: 'active' }]);
  });

  describe('that would not be accepted any more', () => {
    const refusals: readonly (readonly [string, Judgement])[] = [
      ['refused', judgement({ decision: 'refuse', confidence: 0.05, field: 'subject', reason: 'subject differs' })],
      ['left for review', judgement({ decision: 'review', confidence: 0.8, reason: 'a condition of one side' })],
      ['turned round', judgement({ polarity: 'inverse' })],
      ['open to a world without a bound', judgement({}, [openWorld])],
    ];

    it.each(refusals)('are suspended when they are %s, until a person has read them', (_, anew) => {
      const { book } = judged();
      expect(book.judge(key, anew, T0 + 1)).toMatchObject([
        { status: 'suspended', suspension: 'rejudged', reason: expect.stringContaining('would not be accepted') },
      ]);
      expect(book.judge(key, judgement(), T0 + 2)).toEqual([]);
      expect(book.judge(key, anew, T0 + 3)).toEqual([]);
      expect(book.review(review('approve', { at: T0 + 4 }), T0 + 4)).toMatchObject([
        { status: 'active', decidedBy: 'me' },
      ]);
      expect(book.judge(key, anew, T0 + 5)).toEqual([]);
    });

    it.each(refusals)('are suspended over a restart when they are %s, and stay so over the next', (_, anew) => {
      const stored = judged().book.matchOf('K|P') as Match;
      const again = (match: Match) => {
        const later = new MatchBook();
        later.remember([match]);
        later.market(kalshi(), T0 + 9);
        later.market(polymarket(), T0 + 9);
        return later;
      };
      const later = again(stored);
      expect(later.judgedPairsOf(key.kalshi)).toMatchObject([{ id: 'K|P' }]);
      const told = later.judge(key, anew, T0 + 9);
      expect(told).toMatchObject([{ suspension: 'rejudged' }]);
      const last = again(told[0] as Match);
      expect(last.judge(key, judgement(), T0 + 10)).toEqual([]);
      expect(last.matchOf('K|P')).toEqual(told[0]);
      expect(last.judgedPairsOf(key.kalshi)).toEqual([]);
    });

    it('are not resumed by a pause that ends meanwhile', () => {
      const { book } = judged();
      book.review(review('pause'), T0 + 1);
      expect(book.judgedPairsOf(key.polymarket)).toMatchObject([{ id: 'K|P' }]);
      expect(book.judge(key, judgement({ decision: 'refuse', confidence: 0 }), T0 + 2)).toEqual([]);
      expect(book.review(review('resume'), T0 + 3)).toMatchObject([{ suspension: 'rejudged' }]);
    });
  });

  describe('that a person approved', () => {
    const retitled = kalshi({ title: 'Another question?' });
    const approvedBy = (book: MatchBook) => book.review(review('approve', { at: T0 + 1 }), T0 + 1);

    it.each([
      ['title', { title: 'Another question?' }],
      ['outcome', { subtitle: 'Another outcome' }],
      ['strike', { strike: { type: 'greater', floor: 7, cap: null } }],
    ])('are suspended when a %s changes with the same rules, and trade when it changes back', (_, change) => {
      const { book } = judged();
      expect(approvedBy(book)).toMatchObject([{ status: 'active', decidedBy: 'me' }]);
      expect(book.market(kalshi(change), T0 + 2)).toMatchObject([
        { suspension: 'rules-changed', reason: 'a title or strike changed since the review' },
      ]);
      expect(book.market(kalshi(), T0 + 3)).toMatchObject([{ status: 'active' }]);
    });

    it('are suspended when it changed while nobody looked, and trade when a person has read it', () => {
      const { book } = judged();
      const [stored] = approvedBy(book) as [Match];
      const later = new MatchBook();
      later.remember([stored]);
      // What a person said is read again from where it was said.
      later.review(review('approve', { at: T0 + 1 }), T0 + 8);
      later.market(retitled, T0 + 9);
      expect(later.market(polymarket(), T0 + 9)).toMatchObject([{ suspension: 'rules-changed' }]);
      expect(later.review(review('approve', { at: T0 + 10, note: 'read it' }), T0 + 10)).toMatchObject([
        { status: 'active' },
      ]);
      expect(later.market(kalshi(), T0 + 11)).toMatchObject([{ suspension: 'rules-changed' }]);
    });

    it('say nothing when all is as it was', () => {
      const { book } = judged();
      const [stored] = approvedBy(book) as [Match];
      const later = new MatchBook();
      later.remember([stored]);
      later.review(review('approve', { at: T0 + 1 }), T0 + 8);
      expect([...later.market(kalshi(), T0 + 9), ...later.market(polymarket(), T0 + 9)]).toEqual([]);
    });
  });

  it('stand after a restart as they stood', () => {
    const variants: ((book: MatchBook) => void)[] = [
      () => undefined,
      (book) => void book.market(kalshi({ rulesHash: 'new' }), T0 + 1),
      (book) => void book.apart('K|P', 'apart', T0 + 1),
    ];
    for (const change of variants) {
      const { book } = judged();
      change(book);
      const stored = book.matchOf('K|P') as Match;
      const later = new MatchBook();
      later.remember([stored]);
      later.market(kalshi(), T0 + 9);
      later.market(polymarket(), T0 + 9);
      expect(later.matchOf('K|P')).toEqual(stored);
      expect(later.judge(key, judgement({ reason: 'judged again' }), T0 + 9)).toEqual([]);
    }
  });
});

describe('a match file', () => {
  it('is refused with the place of the problem', () => {
    expect(() => parseReviewedPairs('[')).toThrow(MatchFileError);
    expect(() => parseReviewedPairs(JSON.stringify([{ ...pair(), polarity: 'opposite' }]))).toThrow(/polarity/);
    expect(parseReviewedPairs(JSON.stringify([pair()]))).toEqual([pair()]);
  });
});
