import { isRiskless } from '../domain/trade-kind.js';
import { Calibration, type ReliabilityPoint } from '../fair-value/calibration/calibration.js';
import { addUsd, sumUsd, type Usd, usd, ZERO_USD } from '../money/money.js';
import { measurePerformance, type Performance } from '../performance/measure-performance.js';
import { portfolioDays } from '../performance/portfolio-days.js';
import { utcDayOf } from '../performance/utc-day.js';
import { attributeProfit, type ProfitStep } from '../queries/attribute-profit.js';
import type { EquityStep } from '../queries/equity-curve.js';
import type { LeaderboardRow } from '../queries/performance-queries.js';
import type { TradeHistory } from '../queries/trade-history.js';
import { compareTwins, type TwinComparison } from './compare-twins.js';
import { type ExecutedTrade, executedTrade } from './executed-trade.js';
import { lifeMs, type OpportunityRun, opportunityRuns } from './opportunity-runs.js';
import type { TrialFacts } from './trial-facts.js';
import { type AgentUptime, uptimeOf } from './uptime.js';
import { type Judgement, meanRow, overall, shareRow, sharpeRow, type VerdictRow, worstRow } from './verdict.js';

/** What a group of trades earned. Closed trades alone; fees are in `pnl`. */
export interface ProfitOf {
  readonly name: string;
  readonly trades: number;
  readonly wins: number;
  readonly pnl: Usd;
  readonly fees: Usd;
  readonly promised: Usd;
}

/** What would have come out at other fees, or had every decision come later. */
export interface SensitivityRow {
  readonly what: string;
  readonly pnl: Usd;
  readonly trades: number;
}

/** The verdict on a trial, with everything that it rests on. JSON throughout; money in micro-dollars, times Unix ms. */
export interface TrialReport {
  readonly mode: TrialFacts['mode'];
  readonly from: number;
  readonly to: number;
  readonly bankroll: Usd;
  readonly verdict: { readonly judgement: Judgement; readonly rows: readonly VerdictRow[] };
  readonly portfolio: Performance;
  readonly equity: readonly EquityStep[];
  readonly leaderboard: readonly LeaderboardRow[];
  readonly profit: {
    readonly strategies: readonly ProfitOf[];
    readonly venues: readonly ProfitOf[];
    readonly kinds: readonly ProfitOf[];
  };
  readonly execution: {
    readonly requested: number;
    readonly executed: number;
    readonly open: number;
    readonly whole: number;
    readonly insideLimit: number;
    readonly oneSided: number;
    /** Approval to the last acknowledgement, ms, ascending. */
    readonly times: readonly number[];
  };
  /** From what was found to what was paid, over closed trades whose opportunity was kept. */
  readonly attribution: readonly ProfitStep[];
  readonly missed: {
    readonly chances: number;
    readonly taken: number;
    readonly byKind: readonly {
      readonly kind: string;
      readonly chances: number;
      readonly taken: number;
      readonly promised: Usd;
    }[];
    readonly rejections: TrialFacts['rejections'];
  };
  readonly fees: readonly SensitivityRow[];
  readonly latency: readonly SensitivityRow[];
  readonly models: readonly {
    readonly model: string;
    readonly count: number;
    readonly brier: number | null;
    readonly logLoss: number | null;
    readonly reliability: readonly ReliabilityPoint[];
  }[];
  readonly uptime: readonly AgentUptime[];
  /** Live alone; on paper no order has a twin. */
  readonly twins: TwinComparison;
  readonly alerts: TrialFacts['alerts'];
  readonly halts: TrialFacts['halts'];
}

const FEE_FACTORS = [0, 1, 1.5, 2, 3] as const;
const DELAYS_MS = [0, 100, 250, 500, 1_000, 2_000] as const;

interface Executed {
  readonly history: TradeHistory;
  readonly how: ExecutedTrade;
}

/** Pure: the same facts give the same report. */
export function measureTrial(facts: TrialFacts): TrialReport {
  const executed = facts.trades.flatMap((history): Executed[] => {
    const how = executedTrade(history);
    return how === null ? [] : [{ history, how }];
  });
  const closed = executed.filter(({ history }) => history.trade.settledAt !== null);
  const runs = opportunityRuns(facts.opportunities);
  const portfolio = measurePerformance(
    portfolioDays(facts.days.values(), { ...facts, from: utcDayOf(facts.from) }),
    closed.map(({ history }) => history.trade.pnl),
  );
  const uptime = uptimeOf(facts.alive, facts);
  const rows = verdictRows(portfolio, executed, closed, uptime);
  const pnl = sumUsd(closed.map(({ history }) => history.trade.pnl));
  return {
    mode: facts.mode,
    from: facts.from,
    to: facts.to,
    bankroll: facts.bankroll,
    verdict: { judgement: overall(rows), rows },
    portfolio,
    equity: facts.equity,
    leaderboard: facts.leaderboard,
    profit: {
      strategies: profitBy(closed, ({ trade }) => trade.strategy),
      venues: profitBy(closed, ({ legs }) => [...new Set(legs.map(({ platform }) => platform))].toSorted().join(' + ')),
      kinds: profitBy(closed, ({ trade }) => trade.kind),
    },
    execution: {
      requested: facts.trades.length,
      executed: executed.length,
      open: executed.length - closed.length,
      whole: executed.filter(({ how }) => how.whole).length,
      insideLimit: executed.filter(({ how }) => how.insideLimit).length,
      oneSided: executed.filter(({ how }) => how.everOneSided).length,
      times: timesOf(executed).toSorted((a, b) => a - b),
    },
    attribution: attributionOf(closed),
    missed: missedOf(runs, facts),
    fees: FEE_FACTORS.map((factor) => {
      const extra = closed.map(({ history }) => usd(Math.round(history.trade.fees * (factor - 1))));
      const won = closed.filter(({ history }, index) => history.trade.pnl - (extra[index] ?? 0) > 0).length;
      return { what: `fees × ${factor}`, pnl: usd(pnl - sumUsd(extra)), trades: won };
    }),
    latency: DELAYS_MS.map((delay) => lateBy(delay, runs, closed)),
    models: facts.models.map(({ model, record }) => {
      const calibration = Calibration.from(record);
      const { brier, count, logLoss } = calibration;
      return { model, count, brier, logLoss, reliability: calibration.reliability() };
    }),
    uptime,
    twins: compareTwins(facts.twins, facts.trades),
    alerts: facts.alerts,
    halts: facts.halts,
  };
}

/** Of trades that are to fill at once: an order that rests is acknowledged long before it fills. */
const timesOf = (executed: readonly Executed[]): number[] =>
  executed.flatMap(({ history, how: { approvedToAcknowledgedMs: ms } }) =>
    ms === null || history.trade.execution.style === 'rest' ? [] : [ms],
  );

function verdictRows(
  portfolio: Performance,
  executed: readonly Executed[],
  closed: readonly Executed[],
  uptime: TrialReport['uptime'],
): readonly VerdictRow[] {
  const oracle = closed.filter(({ history }) => !isRiskless(history.trade.kind) && history.trade.kind !== 'close');
  // A first leg that waits for its hedge is one-sided on purpose, a resting order has one leg.
  const together = executed.filter(({ history }) => history.trade.execution.style === 'at-once');
  const shareOf = (
    what: string,
    wanted: VerdictRow['wanted'],
    of: readonly Executed[],
    holds: (one: Executed) => boolean,
  ) => shareRow(what, wanted, of.filter(holds).length, of.length);
  const alive = uptime.reduce((least, { share }) => Math.min(least, share), 1);
  const minutes = uptime.reduce((most, one) => Math.max(most, one.minutes), 0);
  const up = minutes === 0 ? 0 : Math.round(alive * minutes);
  return [
    sharpeRow('Sharpe ratio of the portfolio, a year', { atLeast: 1.5 }, portfolio),
    shareOf('oracle-based trades that won', { atLeast: 0.55 }, oracle, ({ history }) => history.trade.pnl > 0),
    worstRow(
      'largest drawdown, by daily marks',
      { atMost: 0.2 },
      portfolio.days === 0 ? null : portfolio.drawdown.ratio,
      portfolio.days,
    ),
    shareRow('uptime of the agent that was away most', { atLeast: 0.99 }, up, minutes, 'minutes'),
    shareOf('whole and inside the approved cost', { atLeast: 0.95 }, executed, ({ how }) => how.insideLimit),
    shareOf('ever one-sided, of those sent at once', { atMost: 0.05 }, together, ({ how }) => how.everOneSided),
    meanRow('approval to the last acknowledgement, mean', { atMost: 1_000 }, timesOf(executed)),
  ];
}

function profitBy(closed: readonly Executed[], nameOf: (history: TradeHistory) => string): readonly ProfitOf[] {
  const found = new Map<string, Executed[]>();
  for (const one of closed) {
    const name = nameOf(one.history);
    found.set(name, [...(found.get(name) ?? []), one]);
  }
  return [...found]
    .map(([name, of]) => ({
      name,
      trades: of.length,
      wins: of.filter(({ history }) => history.trade.pnl > 0).length,
      pnl: sumUsd(of.map(({ history }) => history.trade.pnl)),
      fees: sumUsd(of.map(({ history }) => history.trade.fees)),
      promised: sumUsd(of.map(({ history }) => history.trade.expectedProfit)),
    }))
    .toSorted((a, b) => b.pnl - a.pnl || (a.name < b.name ? -1 : 1));
}

function attributionOf(closed: readonly Executed[]): readonly ProfitStep[] {
  const sums = new Map<ProfitStep['reason'], ProfitStep>();
  for (const { history } of closed) {
    for (const { amount, note, reason } of attributeProfit(history)?.steps ?? []) {
      const before = sums.get(reason)?.amount ?? ZERO_USD;
      sums.set(reason, {
        reason,
        note: reason === 'payout' ? 'what the legs paid against the floor' : note,
        amount: addUsd(before, amount),
      });
    }
  }
  return [...sums.values()];
}

function missedOf(runs: readonly OpportunityRun[], facts: TrialFacts): TrialReport['missed'] {
  const used = new Set(facts.trades.map(({ trade }) => trade.opportunityId));
  const isTaken = ({ ids }: OpportunityRun) => ids.some((id) => used.has(id));
  const kinds = [...new Set(runs.map(({ kind }) => kind))].toSorted();
  return {
    chances: runs.length,
    taken: runs.filter(isTaken).length,
    byKind: kinds.map((kind) => {
      const of = runs.filter((run) => run.kind === kind);
      const missed = of.filter((run) => !isTaken(run) && !run.suspicious);
      return {
        kind,
        chances: of.length,
        taken: of.filter(isTaken).length,
        promised: sumUsd(missed.map(({ best }) => best)),
      };
    }),
    rejections: facts.rejections,
  };
}

/** Without the trades whose chance was gone by then: what was last seen before its trade would have been sent. */
function lateBy(delay: number, runs: readonly OpportunityRun[], closed: readonly Executed[]): SensitivityRow {
  const lifeOf = new Map(runs.flatMap((run) => run.ids.map((id) => [id, lifeMs(run)] as const)));
  const still = closed.filter(({ history }) => delay === 0 || (lifeOf.get(history.trade.opportunityId) ?? 0) >= delay);
  return {
    what: delay === 0 ? 'as it was' : `chances that stood ${delay} ms`,
    pnl: sumUsd(still.map(({ history }) => history.trade.pnl)),
    trades: still.length,
  };
}
