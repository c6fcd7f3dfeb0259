import type { AllocationEntry } from '@pm-arbitrage/core/domain/allocation.js';
import { Calibration } from '@pm-arbitrage/core/fair-value/calibration/calibration.js';
import { addUsd, ratioOf, sumUsd, type Usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { measurePerformance } from '@pm-arbitrage/core/performance/measure-performance.js';
import type { ScoredDay } from '@pm-arbitrage/core/performance/scored-day.js';
import { wilsonInterval } from '@pm-arbitrage/core/performance/wilson-interval.js';
import type { CapitalAtWork } from '@pm-arbitrage/core/queries/capital-at-work.js';
import type { NewestAllocations } from '@pm-arbitrage/core/queries/newest-allocations.js';
import type { StrategyModel } from '@pm-arbitrage/core/queries/strategy-models.js';
import type { ForecastOutcome, StrategyTotals } from '@pm-arbitrage/core/queries/strategy-totals.js';
import type { CalibrationView, StrategyRow } from '../../protocol/strategy-row.js';

const DAY_MS = 86_400_000;
const CONFIDENCE = 0.95;

export interface StrategyFacts {
  readonly allocations: NewestAllocations;
  readonly totals: readonly StrategyTotals[];
  /** By strategy, ascending. */
  readonly days: ReadonlyMap<string, readonly ScoredDay[]>;
  readonly atWork: readonly CapitalAtWork[];
  readonly outcomes: readonly ForecastOutcome[];
  readonly models: readonly StrategyModel[];
}

/** The leaderboard: every strategy that has an allocation or has traded. Pure. */
export function strategyRows(facts: StrategyFacts): readonly StrategyRow[] {
  const { current, before } = facts.allocations;
  const names = new Set([
    ...(current?.entries.map(({ strategy }) => strategy) ?? []),
    ...facts.totals.map(({ strategy }) => strategy),
  ]);
  return [...names].sort().map((name) => {
    const entry = current?.entries.find(({ strategy }) => strategy === name) ?? null;
    const days = facts.days.get(name) ?? [];
    const measured = measurePerformance(days, []);
    return {
      id: name,
      rank: entry?.rank ?? null,
      state: entry?.state ?? 'none',
      paused: personsPause(entry),
      allocation: entry && {
        capital: entry.capital,
        reason: entry.reason,
        at: current?.at ?? 0,
        before: before?.entries.find(({ strategy }) => strategy === name)?.capital ?? null,
      },
      inUse: sumUsd(
        facts.atWork.filter(({ strategy }) => strategy === name).map(({ spent, reserved }) => addUsd(spent, reserved)),
      ),
      score:
        entry?.score.kind === 'scored'
          ? { sharpe: entry.score.sharpe, low: entry.score.low, high: entry.score.high, days: entry.score.days }
          : null,
      ...totalsOf(facts.totals.find(({ strategy }) => strategy === name)),
      sharpe: measured.annualSharpe,
      sortino: measured.sortino,
      drawdown: days.length === 0 ? null : measured.drawdown.ratio,
      roi: measured.roi,
      sparkline: sparkline(days),
      calibration: calibration(facts.outcomes.filter(({ strategy }) => strategy === name)),
      models: facts.models
        .filter(({ strategy }) => strategy === name)
        .flatMap(({ model, record }) => {
          const view = calibrationView(Calibration.from(record));
          return view === null ? [] : [{ model, calibration: view }];
        }),
    };
  });
}

/** The tournament pauses too; that is a state, and no person's order. */
const personsPause = (entry: AllocationEntry | null): StrategyRow['paused'] =>
  entry?.paused && entry.paused.by !== 'tournament' ? entry.paused : null;

function totalsOf(
  totals: StrategyTotals | undefined,
): Pick<StrategyRow, 'trades' | 'wins' | 'winRate' | 'pnl' | 'fees' | 'profitFactor' | 'lastTradeAt'> {
  if (totals === undefined)
    return {
      trades: 0,
      wins: 0,
      winRate: null,
      pnl: ZERO_USD,
      fees: ZERO_USD,
      profitFactor: null,
      lastTradeAt: null,
    };
  const { trades, wins, pnl, fees, gained, lost, lastTradeAt } = totals;
  const winRate = trades === 0 ? null : { rate: wins / trades, ...wilsonInterval(wins, trades, CONFIDENCE) };
  return { trades, wins, winRate, pnl, fees, profitFactor: lost === 0 ? null : ratioOf(gained, lost), lastTradeAt };
}

function sparkline(days: readonly ScoredDay[]): StrategyRow['sparkline'] {
  let pnl: Usd = ZERO_USD;
  return days.map((day) => {
    pnl = addUsd(pnl, day.pnl);
    return { at: day.day + DAY_MS, pnl };
  });
}

function calibration(outcomes: readonly ForecastOutcome[]): CalibrationView | null {
  const measured = new Calibration();
  for (const { probability, happened } of outcomes) measured.add(probability, happened);
  return calibrationView(measured);
}

function calibrationView(measured: Calibration): CalibrationView | null {
  const { brier } = measured;
  if (brier === null) return null;
  const bins = measured.reliability(CONFIDENCE).map((bin) => ({ ...bin }));
  return { outcomes: measured.count, brier, bins };
}
