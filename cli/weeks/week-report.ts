import { withOpenEdge } from '@pm-arbitrage/core/journal/edge/edge.js';
import { openVenues } from '@pm-arbitrage/agents/executor/open-venues.js';
import { checkAccounts } from '@pm-arbitrage/agents/executor/check-accounts.js';
import { allocations, halts, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { AllocationState } from '@pm-arbitrage/core/domain/allocation.js';
import type { TradeKind } from '@pm-arbitrage/core/domain/trade-kind.js';
import { isFinal } from '@pm-arbitrage/core/domain/trade-states.js';
import { tradeStates } from '@pm-arbitrage/core/domain/trade.js';
import { Calibration } from '@pm-arbitrage/core/fair-value/calibration/calibration.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import { formatUsd, sumUsd, type Usd } from '@pm-arbitrage/core/money/money.js';
import type { ScoredDay } from '@pm-arbitrage/core/performance/scored-day.js';
import { dayName } from '@pm-arbitrage/core/performance/utc-day.js';
import { winRate } from '@pm-arbitrage/core/performance/win-rate.js';
import { modelRecords } from '@pm-arbitrage/core/queries/model-records.js';
import { leaderboard } from '@pm-arbitrage/core/queries/performance-queries.js';
import { strategyDays } from '@pm-arbitrage/core/queries/strategy-days.js';
import { countRejections } from '@pm-arbitrage/core/queries/trade-queries.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';
import type { WeekWorld } from '@pm-arbitrage/simulator/weeks/week-world.js';
import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import { bookLastPayments } from '../demo/book-last-payments.js';
import { trueEdge } from './true-edge.js';
import { portfolioOf, type PortfolioMeasures } from './portfolio.js';

/** Trades that rest on what an oracle says. */
const ORACLE_KINDS: ReadonlySet<TradeKind> = new Set(['fair-value', 'fair-quote']);

export interface WeekRow {
  readonly rank: number | null;
  readonly strategy: string;
  readonly state: AllocationState | 'none';
  /** Daily Sharpe ratio with the lower bound that capital follows; null: unscored. */
  readonly sharpe: number | null;
  readonly low: number | null;
  readonly pnl: string;
  readonly fees: string;
  readonly trades: number;
  readonly winRate: number | null;
  readonly drawdown: number;
  readonly deflatedSharpe: number | null;
  readonly capital: string;
}

/** What a simulated week came to. Money as decimal text. */
export interface WeekReport {
  readonly seed: number;
  readonly world: 'measured' | 'control';
  readonly days: number;
  readonly leaderboard: readonly WeekRow[];
  readonly pnl: {
    readonly total: string;
    readonly byStrategy: Readonly<Record<string, string>>;
    /** What was traded, counted at what it was truly worth at that moment. */
    readonly trueEdge: Readonly<Record<string, string>>;
    readonly byKind: Readonly<Record<string, { readonly trades: number; readonly pnl: string; readonly fees: string }>>;
  };
  /** P&L of each day of each strategy, to recompute scores from. */
  readonly daily: Readonly<
    Record<string, readonly { readonly day: string; readonly pnl: string; readonly capital: string }[]>
  >;
  /** Trades on fair values that were closed, those that made money among them, with the Wilson interval of 95 %. */
  readonly oracleTrades: ReturnType<typeof winRate>;
  readonly portfolio: PortfolioMeasures;
  readonly calibration: Readonly<
    Record<string, { readonly outcomes: number; readonly brier: number | null; readonly logLoss: number | null }>
  >;
  /** Every table that moved capital: when, and what each had. */
  readonly allocations: readonly {
    readonly at: string;
    readonly capital: Readonly<Record<string, string>>;
    readonly states: Readonly<Record<string, AllocationState>>;
  }[];
  /** Why trading was halted; a person let it go on when the next session began. */
  readonly halts: readonly { readonly at: string; readonly reason: string }[];
  readonly rejections: Readonly<Record<string, number>>;
  /** Whether our accounts equal the venues' to the micro-dollar; what differs if not. */
  readonly conserved: boolean;
  readonly differences: readonly string[];
}

/** Reads the report of a week from its database; the agents have stopped. */
export async function weekReport(
  services: Services,
  truth: WeekWorld,
  week: { readonly seed: number; readonly world: WeekReport['world']; readonly days: number; readonly from: number },
): Promise<WeekReport> {
  const { clock, config, database } = services;
  const { queries } = database;
  const mode = 'paper';
  const { venues } = await openVenues(withOpenEdge(services), await MarketDirectory.load(database, week.from));
  await bookLastPayments(services, venues);
  const differences = await checkAccounts(database, mode, venues);
  for (const venue of venues.values()) await venue.close();

  const to = week.from + week.days * 86_400_000;
  const marks = await strategyDays(queries, mode, { from: week.from, to });
  const closed = await queries
    .select({ strategy: trades.strategy, kind: trades.kind, pnl: trades.pnl, fees: trades.fees })
    .from(trades)
    .where(
      and(eq(trades.mode, mode), inArray(trades.state, tradeStates.filter(isFinal)), isNotNull(trades.executedAt)),
    );
  const board = await leaderboard(database, mode, { now: clock.now(), days: week.days });
  const tables = await queries
    .select()
    .from(allocations)
    .where(eq(allocations.mode, mode))
    .orderBy(asc(allocations.sequence));
  const models = await modelRecords(queries);
  const bankroll = sumUsd([config.capital.kalshi, config.capital.polymarket]);
  const pnlOf = (rows: readonly { readonly pnl: Usd }[]) => formatUsd(sumUsd(rows.map(({ pnl }) => pnl)));
  const groups = <K extends 'strategy' | 'kind'>(key: K) =>
    [...new Set(closed.map((row) => row[key]))]
      .sort()
      .map((name) => [name, closed.filter((row) => row[key] === name)] as const);

  return {
    ...week,
    leaderboard: board.map((row) => ({
      rank: row.rank,
      strategy: row.strategy,
      state: row.state,
      sharpe: row.score?.kind === 'scored' ? row.score.sharpe : null,
      low: row.score?.kind === 'scored' ? row.score.low : null,
      pnl: formatUsd(row.measures.pnl),
      fees: formatUsd(row.fees),
      trades: row.measures.winRate.trades,
      winRate: row.measures.winRate.rate,
      drawdown: row.measures.drawdown.ratio,
      deflatedSharpe: row.deflatedSharpe,
      capital: formatUsd(row.capital),
    })),
    pnl: {
      total: pnlOf(closed),
      byStrategy: Object.fromEntries(groups('strategy').map(([name, rows]) => [name, pnlOf(rows)])),
      trueEdge: await trueEdge(services, truth),
      byKind: Object.fromEntries(
        groups('kind').map(([name, rows]) => [
          name,
          { trades: rows.length, pnl: pnlOf(rows), fees: formatUsd(sumUsd(rows.map(({ fees }) => fees))) },
        ]),
      ),
    },
    daily: Object.fromEntries([...marks].map(([strategy, days]) => [strategy, days.map(sayDay)])),
    oracleTrades: winRate(closed.filter(({ kind }) => ORACLE_KINDS.has(kind)).map(({ pnl }) => pnl)),
    portfolio: portfolioOf([...marks.values()], { from: week.from, days: week.days, bankroll }),
    calibration: Object.fromEntries(
      models.map(({ model, record }) => {
        const { brier, count, logLoss } = Calibration.from(record);
        return [model, { outcomes: count, brier, logLoss }];
      }),
    ),
    allocations: tables
      .filter(({ cause }) => cause !== 'bankroll')
      .map(({ table }) => ({
        at: new Date(table.at).toISOString(),
        capital: Object.fromEntries(table.entries.map(({ strategy, capital }) => [strategy, formatUsd(capital)])),
        states: Object.fromEntries(table.entries.map(({ strategy, state }) => [strategy, state])),
      })),
    halts: (await queries.select().from(halts).orderBy(asc(halts.at))).map(({ at, reason }) => ({
      at: new Date(at).toISOString(),
      reason,
    })),
    rejections: await countRejections(queries),
    conserved: differences.length === 0,
    differences,
  };
}

const sayDay = ({ day, pnl, capital }: ScoredDay) => ({
  day: dayName(day),
  pnl: formatUsd(pnl),
  capital: formatUsd(capital),
});
