import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeTrade } from '../allocations/testing/close-trade.js';
import type { Database } from '../db/database.js';
import { agentMinutes, alerts, fills, halts, intents, tradeLegs } from '../db/schema/schema.js';
import { createEmbeddedDatabase } from '../db/test-database.js';
import type { OrderSpec } from '../domain/order.js';
import { marketId } from '../domain/platform.js';
import { depositPostings } from '../ledger/postings.js';
import { post } from '../ledger/post.js';
import { parseUsd, price, quantity, usd } from '../money/money.js';
import { DAY_MS } from '../performance/utc-day.js';
import { reportTrial, TrialError } from './report-trial.js';

const START = Date.UTC(2026, 10, 10);
const MINUTE = 60_000;
const CONTRACT = quantity(1_000_000);
const MARKET = marketId('kalshi', 'M');

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());

/** A trade of one contract at Kalshi that was bought, and paid or did not. */
async function book(id: string, strategy: string, pnl: string, at: number, purpose: 'leg' | 'unwind' = 'leg') {
  const { queries } = database;
  await closeTrade(queries, { id, strategy, pnl: parseUsd(pnl), at });
  await queries.insert(tradeLegs).values({
    tradeId: id,
    legIndex: 0,
    market: MARKET,
    platform: 'kalshi',
    event: 'E',
    side: 'yes',
    limitPrice: price(5_000),
    quantity: CONTRACT,
    maxCost: usd(0),
    filled: CONTRACT,
    cost: usd(0),
    fee: usd(0),
  });
  await queries.insert(intents).values({
    clientOrderId: `order of ${id}`,
    tradeId: id,
    legIndex: 0,
    purpose,
    spec: {} as OrderSpec,
    fencingToken: 1,
    createdAt: at,
  });
  await queries.insert(fills).values({
    platform: 'kalshi',
    fillId: `fill of ${id}`,
    clientOrderId: `order of ${id}`,
    tradeId: id,
    legIndex: 0,
    market: MARKET,
    side: 'yes',
    action: 'buy',
    quantity: CONTRACT,
    price: price(5_000),
    notional: usd(0),
    fee: usd(0),
    liquidity: 'taker',
    finality: 'final',
    at,
  });
}

describe('the report of a trial', () => {
  beforeAll(async () => {
    const { queries } = database;
    await expect(reportTrial(database, { mode: 'paper', from: null, to: null }, START)).rejects.toThrow(TrialError);
    for (const platform of ['kalshi', 'polymarket'] as const) {
      const postings = depositPostings(platform, parseUsd('500'));
      await post(queries, { mode: 'paper', entry: `deposit:${platform}`, tradeId: null, at: START, postings });
    }
    await book('t1', 'sniper', '3', START + DAY_MS);
    await book('t2', 'sniper', '-1', START + DAY_MS + 1, 'unwind');
    await book('t3', 'patient', '0.5', START + 2 * DAY_MS);
    await book('after', 'patient', '100', START + 9 * DAY_MS);
    const alert = { dedupeKey: '', title: '', body: '', source: '', count: 2, at: START + 5 };
    await queries.insert(alerts).values({ ...alert, id: 'a', tier: 'critical', kind: 'halt' });
    await queries.insert(halts).values({ id: 'h', reason: 'by hand', by: 'me', at: START + 5, resumedAt: START + 9 });
    const minutes = Array.from({ length: 3 * 24 * 60 }, (_, index) => START / MINUTE + index);
    const lived = [
      ...minutes.map((minute) => ({ agent: 'guardian', minute })),
      ...minutes.slice(0, -432).map((minute) => ({ agent: 'executor', minute })),
    ];
    await queries.insert(agentMinutes).values(lived);
  });

  const report = () =>
    reportTrial(database, { mode: 'paper', from: START, to: START + 3 * DAY_MS }, START + 20 * DAY_MS);

  it('adds up: equity, profit by strategy, venue and kind are the same dollars', async () => {
    const { bankroll, equity, execution, profit } = await report();
    expect(bankroll).toBe(parseUsd('1000'));
    expect(equity.at(-1)?.equity).toBe(parseUsd('1002.5'));
    for (const of of [profit.strategies, profit.venues, profit.kinds])
      expect(of.reduce((sum, { pnl }) => sum + pnl, 0)).toBe(parseUsd('2.5'));
    expect(profit.strategies.map(({ name, trades, wins }) => [name, trades, wins])).toEqual([
      ['sniper', 2, 1],
      ['patient', 1, 1],
    ]);
    expect(execution).toMatchObject({ requested: 3, executed: 3, open: 0, whole: 3, oneSided: 1 });
  });

  it('judges by the agent that was away most, and by no trade outside of the trial', async () => {
    const { alerts: told, halts: stops, uptime, verdict } = await report();
    expect(uptime).toEqual([
      { agent: 'executor', minutes: 4_320, share: 0.9 },
      { agent: 'guardian', minutes: 4_320, share: 1 },
    ]);
    const rowOf = (words: RegExp) => verdict.rows.find(({ what }) => words.test(what));
    expect(rowOf(/uptime/)).toMatchObject({ value: 0.9, judgement: 'no-go' });
    expect(rowOf(/won/)).toMatchObject({ count: 3, value: 2 / 3, judgement: 'open' });
    expect(verdict.judgement).toBe('no-go');
    expect(told).toEqual([{ tier: 'critical', kind: 'halt', count: 2 }]);
    expect(stops).toEqual([{ at: START + 5, until: START + 9, reason: 'by hand' }]);
  });

  it('is the same once it went over the wire', async () => {
    const one = await report();
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  });
});
