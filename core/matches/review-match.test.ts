import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../db/database.js';
import { marketMatches, markets } from '../db/schema/schema.js';
import { emptyDatabase, testDatabases } from '../db/test-database.js';
import { type Match, matchSchema } from '../domain/match.js';
import { marketSchema } from '../domain/market.js';
import { marketId, type Platform } from '../domain/platform.js';
import { marketRow } from '../markets/market-row.js';
import { findMatch, listMatches } from '../queries/match-queries.js';
import { MatchReviewError, reviewMatch } from './review-match.js';

const marketOf = (platform: Platform, name: string) =>
  marketSchema.parse({
    id: marketId(platform, name),
    platform,
    event: { id: 'E', title: 'event', exclusive: false, exhaustive: false, size: 1 },
    title: `question ${name}`,
    subtitle: '',
    rules: `rules of ${name}`,
    rulesHash: `hash of ${name}`,
    category: 'other',
    strike: null,
    sources: [],
    status: 'open',
    openTime: null,
    closeTime: 1,
    resolutionTime: 1,
    priceRanges: [{ start: 0, end: 10_000, step: 100 }],
    lot: 1,
    minQuantity: 1,
    minNotional: 0,
    fees: [{ from: 0, model: { kind: 'kalshi', multiplierPpm: 1_000_000, maker: 'none' } }],
    routing: { platform: 'kalshi', exchangeIndex: 0 },
    yesPayout: null,
    updatedAt: 1,
  });

const matchOf = (change: Partial<Match> = {}): Match =>
  matchSchema.parse({
    id: 'K|P',
    kalshi: 'kalshi:K',
    polymarket: 'polymarket:P',
    polarity: 'inverse',
    confidence: 0.7,
    status: 'review',
    reason: 'in doubt',
    kalshiRulesHash: 'hash of K',
    polymarketRulesHash: 'hash of P',
    decidedBy: 'rules',
    updatedAt: 5,
    ...change,
  });

describe.each(testDatabases)('reviews of matches on $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(() => emptyDatabase(database));

  const list = async (market: ReturnType<typeof marketOf>) => {
    await database.queries.insert(markets).values(marketRow(market));
  };
  const store = async (match: Match) => {
    const { id, kalshi, polymarket, status, confidence, updatedAt } = match;
    await database.queries
      .insert(marketMatches)
      .values({ id, kalshi, polymarket, status, confidence, match, updatedAt });
  };
  const say = (change: Partial<Parameters<typeof reviewMatch>[1]> = {}) =>
    reviewMatch(database.queries, { id: 'K|P', action: 'approve', by: 'me', note: 'read both', ...change }, 9);

  it('are stored with the texts of now, in the order in which they were given', async () => {
    await list(marketOf('kalshi', 'K'));
    await list(marketOf('polymarket', 'P'));
    await store(matchOf());
    expect(await say()).toMatchObject({ polarity: 'inverse', texts: { kalshi: 'hash of K', polymarket: 'hash of P' } });
    await say({ action: 'pause', note: 'odd' });
    const found = await findMatch(database.queries, 'K|P');
    expect(found?.reviews.map(({ action, note }) => [action, note])).toEqual([
      ['approve', 'read both'],
      ['pause', 'odd'],
    ]);
    expect(found).toMatchObject({ kalshi: { title: 'question K' }, polymarket: { title: 'question P' } });
    expect(await findMatch(database.queries, 'unknown')).toBeNull();
  });

  it('can approve a pair that nobody judged, and nothing else of it', async () => {
    await list(marketOf('kalshi', 'K'));
    await list(marketOf('polymarket', 'P'));
    expect(await say({ polarity: 'inverse' })).toMatchObject({ action: 'approve', polarity: 'inverse' });
    await expect(say({ action: 'pause' })).rejects.toThrow(/There is no match K\|P/);
  });

  it('are refused, with what to do, for what is no pair or not listed', async () => {
    await expect(say({ id: 'K' })).rejects.toThrow(MatchReviewError);
    await expect(say()).rejects.toThrow(/kalshi:K is not listed here/);
  });

  it('are listed newest first, by status', async () => {
    await store(matchOf());
    await store(matchOf({ id: 'L|Q', status: 'active', updatedAt: 7 }));
    const ids = async (status?: Match['status']) =>
      (await listMatches(database.queries, { status, limit: 10 })).map(({ match }) => match.id);
    expect(await ids()).toEqual(['L|Q', 'K|P']);
    expect(await ids('review')).toEqual(['K|P']);
    expect(await listMatches(database.queries, { limit: 1 })).toMatchObject([{ match: { id: 'L|Q' }, kalshi: null }]);
  });
});
