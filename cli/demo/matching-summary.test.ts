import { generateKeyPairSync } from 'node:crypto';
import { matchIdOf } from '@pm-arbitrage/agents/market-matcher/match-book.js';
import { aMarket, aMatch } from '@pm-arbitrage/agents/opportunity-scanner/scanner-fixtures.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { alerts, marketMatches, matchEvidence } from '@pm-arbitrage/core/db/schema/schema.js';
import { createEmbeddedDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { parsePrice, parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { isTrap, listedPairs, pairOf } from '@pm-arbitrage/simulator/world/listed-pairs.js';
import { listedLadders } from '@pm-arbitrage/simulator/world/listed-ladders.js';
import { World } from '@pm-arbitrage/simulator/world/world.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveTrade } from '../testing/approve-trade.js';
import { describeMatching } from './describe-matching.js';
import { matchingSummary } from './matching-summary.js';

const from = Date.UTC(2026, 10, 21, 12);
const to = from + 30_000;
const CHANGED_AT = from + 10_000;
const world = new World({ seed: 5, origin: from, speed: 1, ruleChangesAt: [CHANGED_AT] });
const { privateKey } = generateKeyPairSync('ed25519');

interface Pair {
  readonly kalshi: string;
  readonly polymarket: string;
}
const keyOf = ({ kalshi, polymarket }: Pair) => ({
  kalshi: marketId('kalshi', kalshi),
  polymarket: marketId('polymarket', polymarket),
});
const listed = listedPairs(world, from, to);
const ladders = listedLadders(world, from, to);
const twins = listed.filter((pair) => !isTrap(pair));
const [trap, otherTrap] = listed.filter(isTrap);
const [change] = world.ruleChanges;
const changedQuestion = change && world.question(change.lane, change.index);
const twin = twins[0];
if (!trap || !otherTrap || !twin || !changedQuestion) throw new Error('the world of this seed lists too little');
const changed = pairOf(world, changedQuestion);
const stranger = { kalshi: twin.kalshi, polymarket: trap.polymarket };

let database: Database;
beforeEach(async () => {
  database = await createEmbeddedDatabase();
});
afterEach(() => database.close());

async function judged(pair: Pair, change: Partial<Match>): Promise<string> {
  const key = keyOf(pair);
  const match = aMatch({ id: matchIdOf(key), ...key, updatedAt: from + 5_000, ...change });
  const { id, status, confidence, updatedAt } = match;
  await database.queries.insert(marketMatches).values({ id, ...key, status, confidence, match, updatedAt });
  return id;
}

/** What a judge said of a pair; a later word comes with other texts. */
async function evidence(match: string, at: number, field: string): Promise<void> {
  const prints = { kalshi: `text of ${at}`, polymarket: 'text' };
  const verdict = { decision: 'refuse', polarity: 'same', confidence: 0.05, field, reason: '' } as const;
  const basis = { kind: 'rules', findings: [], fields: { kalshi: [], polymarket: [] } } as const;
  const whole = { match, by: 'rules', settled: true, verdict, prints, basis, at };
  const row = { match, by: 'rules', settled: true, evidence: whole, at };
  await database.queries
    .insert(matchEvidence)
    .values({ ...row, kalshiPrint: prints.kalshi, polymarketPrint: prints.polymarket });
}

let trades = 0;
const traded = (pair: Pair, now: number) =>
  approveTrade(
    database,
    {
      tradeId: `trade ${++trades}`,
      sets: parseQuantity('1'),
      legs: [
        { market: aMarket('kalshi', pair.kalshi), side: 'yes', price: parsePrice('0.4') },
        { market: aMarket('polymarket', pair.polymarket), side: 'no', price: parsePrice('0.5') },
      ],
    },
    { now, privateKey },
  );
const summary = () => matchingSummary(database.queries, world, { from, to, mode: 'live' });

describe('the summary of what was matched', () => {
  it('counts what the world lists when nothing was found yet', async () => {
    expect(await summary()).toEqual({
      twins: { listed: twins.length, matched: 0, traded: 0 },
      traps: {
        listed: listed.length - twins.length,
        refused: 0,
        review: 0,
        unnoticed: listed.length - twins.length,
        accepted: 0,
        traded: 0,
        refusedFor: {},
      },
      strangers: { accepted: 0, traded: 0 },
      ladders: { listed: ladders.length, open: 3, found: 0, traded: 0, trades: 0 },
      ruleChanges: { made: 1, suspended: 0, alerted: 0, slowestMs: null, tradesBefore: 0, tradesAfter: 0 },
    });
  });

  it('tells twins that were found and traded from traps that were refused', async () => {
    await judged(twin, {});
    await traded(twin, from + 6_000);
    await traded(twin, from + 7_000);
    const refused = await judged(trap, { status: 'refused', reason: 'station differs: here / there' });
    await evidence(refused, from + 5_000, 'station');
    await evidence(refused, from + 4_000, 'window');
    await judged(otherTrap, { status: 'review', reason: 'outcome: somebody else' });
    const { twins: pairs, traps, strangers } = await summary();
    expect(pairs).toMatchObject({ matched: 1, traded: 1 });
    expect(traps).toMatchObject({ refused: 1, review: 1, accepted: 0, traded: 0, refusedFor: { station: 1 } });
    expect(strangers).toEqual({ accepted: 0, traded: 0 });
  });

  it('does not hide a trap that was taken for a twin, nor a pair that is neither', async () => {
    await judged(trap, {});
    await traded(trap, from + 6_000);
    await judged(stranger, {});
    await traded(stranger, from + 6_000);
    const found = await summary();
    expect(found.traps).toMatchObject({ accepted: 1, traded: 1 });
    expect(found.strangers).toEqual({ accepted: 1, traded: 1 });
    expect(describeMatching(found).join('\n')).toContain('2 PAIRS TAKEN FOR ONE THAT ARE NOT');
  });

  it('holds trades of a changed pair against the moment of its suspension', async () => {
    const id = await judged(changed, {
      status: 'suspended',
      suspension: 'rules-changed',
      updatedAt: CHANGED_AT + 1_500,
    });
    await database.queries.insert(alerts).values({
      id: 'alert 1',
      tier: 'important',
      kind: 'match.suspended',
      dedupeKey: id,
      title: 'suspended',
      body: '',
      source: 'market-matcher',
      at: CHANGED_AT + 1_600,
      count: 1,
    });
    await traded(changed, CHANGED_AT - 1_000);
    await traded(changed, CHANGED_AT + 1_000);
    await traded(changed, CHANGED_AT + 9_000);
    expect((await summary()).ruleChanges).toEqual({
      made: 1,
      suspended: 1,
      alerted: 1,
      slowestMs: 1_500,
      tradesBefore: 2,
      tradesAfter: 1,
    });
  });

  it('counts every trade after a change that nobody noticed', async () => {
    await judged(changed, {});
    await traded(changed, CHANGED_AT + 1_000);
    expect((await summary()).ruleChanges).toMatchObject({ suspended: 0, tradesBefore: 0, tradesAfter: 1 });
  });
});
