import { aMarket, aMatch, T0 } from '@pm-arbitrage/agents/opportunity-scanner/scanner-fixtures.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { marketMatches, markets } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { MarketStatus } from '@pm-arbitrage/core/domain/market.js';
import { marketRow } from '@pm-arbitrage/core/markets/market-row.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MatchBoard, readMatchBoard } from './match-board.js';
import { matchLines } from './match-lines.js';

let database: Database;
let board: MatchBoard;

async function add(name: string, match: Partial<Match>, status: MarketStatus = 'open'): Promise<void> {
  const kalshi = aMarket('kalshi', `K ${name}`, { status });
  const polymarket = aMarket('polymarket', `P ${name}`, { title: `Will ${name}?` });
  const whole = aMatch({ id: name, kalshi: kalshi.id, polymarket: polymarket.id, ...match });
  const { id, confidence, updatedAt } = whole;
  await database.queries.insert(markets).values([marketRow(kalshi), marketRow(polymarket)]);
  await database.queries.insert(marketMatches).values({
    id,
    kalshi: whole.kalshi,
    polymarket: whole.polymarket,
    status: whole.status,
    confidence,
    match: whole,
    updatedAt,
  });
}

beforeAll(async () => {
  database = await createEmbeddedDatabase();
  await add('it rain', { updatedAt: T0 + 1 });
  await add('it snow', { updatedAt: T0 + 2 });
  await add('it be over', {}, 'resolved');
  await add('one win', { status: 'refused', reason: 'window differs: noon / midnight' });
  await add('two win', { status: 'refused', reason: 'station differs: Central Park / LaGuardia', updatedAt: T0 + 3 });
  await add('three win', { status: 'refused', reason: "station differs: Midway / O'Hare" });
  await add('rules change', { status: 'suspended', suspension: 'rules-changed', reason: 'a rule text changed' });
  await add('somebody know', { status: 'review', reason: 'outcome: which side is not said' });
  board = await readMatchBoard(database.queries);
});
afterAll(() => database.close());

describe('the board of matches', () => {
  it('counts the pairs that are listed, by what is made of them', () => {
    expect(board.counts).toEqual({ active: 2, review: 1, refused: 3, suspended: 1 });
  });

  it('shows suspended pairs first, then one of each reason for refusal, the telling ones before the others', () => {
    expect(board.shown.map(({ id }) => id)).toEqual(['rules change', 'somebody know', 'two win', 'one win', 'it snow']);
  });

  it('is a line for the counts and one for each pair, with its reason', () => {
    const lines = matchLines(board);
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatch(/2 the same bet.*1 wait for a person, 3 only look alike.*1 suspended/);
    expect(lines[1]).toMatch(/suspended.*Will rules change\?.*a rule text changed/);
    expect(lines[3]).toMatch(/not the same.*Will two win\?.*station: Central Park \/ LaGuardia/);
  });
});
