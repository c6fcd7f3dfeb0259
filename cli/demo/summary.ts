import { checkAccounts } from '@pm-arbitrage/agents/executor/check-accounts.js';
import { withOpenEdge } from '@pm-arbitrage/core/journal/edge/edge.js';
import { openVenues } from '@pm-arbitrage/agents/executor/open-venues.js';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { intents, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import { formatUsd } from '@pm-arbitrage/core/money/money.js';
import {
  countFills,
  countRejections,
  countTrades,
  equity,
  profitAndLoss,
  tickToTradeTimes,
} from '@pm-arbitrage/core/queries/trade-queries.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import type { World } from '@pm-arbitrage/simulator/world/world.js';
import { and, eq, exists, gte, inArray, ne } from 'drizzle-orm';
import { bookLastPayments } from './book-last-payments.js';
import { type MatchingSummary, matchingSummary } from './matching-summary.js';

/** Markets that resolved longer ago hold nothing of ours. */
const REMEMBER_MS = 7 * 86_400_000;
/**
 * A market may be paid between booking and comparing, and a last fill is on its way to the chain for a moment, of which
 * these venues, just opened, have not heard: what agrees at one of these looks agrees.
 */
const LOOKS = 4;
const LOOK_MS = 500;

/** What a run came to. Counts are of this run; equity and profit are of the whole account. Money as decimal text. */
export interface RunSummary {
  readonly mode: 'paper' | 'live';
  /** Of the simulated world; null on real venues. */
  readonly seed: number | null;
  readonly seconds: number;
  readonly trades: Readonly<
    Record<
      'requested' | 'approved' | 'rejected' | 'completed' | 'aborted' | 'hedged' | 'unwound' | 'naked' | 'settled',
      number
    >
  >;
  readonly fills: number;
  readonly fees: string;
  readonly pnl: { readonly total: string; readonly byStrategy: Readonly<Record<string, string>> };
  readonly equity: string;
  readonly highWaterMark: string;
  readonly rejectionsByRule: Readonly<Record<string, number>>;
  /** Whether our accounts equal the venues' to the micro-dollar. */
  readonly conserved: boolean;
  readonly tickToTradeMs: { readonly p50: number | null; readonly p99: number | null };
  /** Held against the simulated world; null on real venues, where nobody knows the truth. */
  readonly matching: MatchingSummary | null;
}

/** What was run, from when to when; Unix ms. */
export interface RunSpan {
  /** Null: the real one. */
  readonly world: World | null;
  readonly startedAt: number;
  /** From here until it was asked to stop the swarm could see what happens in the world. */
  readonly upAt: number;
  readonly stoppedAt: number;
}

/** Reads the summary of a run from the database. The swarm should have stopped, or accounts may be in motion. */
export async function summarise(
  services: Services,
  run: RunSpan,
): Promise<{ summary: RunSummary; differences: readonly string[] }> {
  const { clock, config, database } = services;
  const { queries } = database;
  const { mode } = config;
  const from = run.startedAt;
  const now = clock.now();
  const { venues } = await openVenues(withOpenEdge(services), await MarketDirectory.load(database, now - REMEMBER_MS));
  let differences: readonly string[] = [];
  for (let look = 0; look < LOOKS && (look === 0 || differences.length > 0); look++) {
    if (look > 0) await sleep(clock, LOOK_MS);
    await bookLastPayments(services, venues);
    differences = await checkAccounts(database, mode, venues);
  }
  for (const venue of venues.values()) await venue.close();

  const states = await countTrades(queries, mode, from);
  const rejectionsByRule = await countRejections(queries, from);
  const { fills, fees } = await countFills(queries, from);
  const profit = await profitAndLoss(queries, mode, now);
  const account = await equity(queries, mode);
  const times = await tickToTradeTimes(queries, mode, from);
  const ofRun = and(eq(trades.mode, mode), gte(trades.requestedAt, from));
  const exited = exists(
    queries
      .select({ id: intents.clientOrderId })
      .from(intents)
      .where(and(eq(intents.tradeId, trades.id), ne(intents.purpose, 'leg'))),
  );
  const settledAfterExit = await queries.$count(trades, and(ofRun, eq(trades.state, 'settled'), exited));
  const settled = states.settled ?? 0;
  const approved = await queries.$count(trades, ofRun);
  const rejected = Object.values(rejectionsByRule).reduce((sum, count) => sum + count, 0);
  const naked = await queries.$count(trades, and(ofRun, inArray(trades.state, ['naked'])));
  return {
    differences,
    summary: {
      mode,
      seed: run.world?.seed ?? null,
      seconds: Math.round((now - from) / 1_000),
      trades: {
        requested: approved + rejected,
        approved,
        rejected,
        completed: (states.complete ?? 0) + settled - settledAfterExit,
        aborted: (states.aborted ?? 0) + (states.expired ?? 0),
        hedged: (states.hedged ?? 0) + settledAfterExit,
        unwound: states.unwound ?? 0,
        naked,
        settled,
      },
      fills,
      fees,
      pnl: { total: profit.realised.all, byStrategy: profit.byStrategy },
      equity: formatUsd(account.equity),
      highWaterMark: formatUsd(account.highWaterMark),
      rejectionsByRule,
      conserved: differences.length === 0,
      tickToTradeMs: { p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
      matching:
        run.world === null
          ? null
          : await matchingSummary(queries, run.world, { from: run.upAt, to: run.stoppedAt, mode }),
    },
  };
}

/** The value that a share of the ascending values does not exceed; null of none. */
function percentile(ascending: readonly number[], share: number): number | null {
  return ascending[Math.min(ascending.length - 1, Math.ceil(share * ascending.length) - 1)] ?? null;
}
