import type { WeekReport } from './week-report.js';

const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);
const number = (value: number | null): string => (value === null ? '–' : value.toFixed(2));

/** A week for a person: a line a fact. */
export function describeWeek(report: WeekReport): string {
  const { calibration, oracleTrades, pnl, portfolio } = report;
  const models = Object.entries(calibration).map(
    ([model, { brier, logLoss, outcomes }]) =>
      `  ${model}: ${outcomes} outcomes, Brier ${number(brier)}, log loss ${number(logLoss)}`,
  );
  const kinds = Object.entries(pnl.byKind).map(
    ([kind, { fees, pnl: made, trades }]) => `  ${kind}: ${trades} trades, $${made}, fees $${fees}`,
  );
  return [
    `${report.days} days of ${report.world === 'control' ? 'the control world' : 'the world'} of seed ${report.seed}`,
    `P&L $${pnl.total}, return ${percent(portfolio.return)}, annual Sharpe ${number(portfolio.annualSharpe)}, drawdown ${percent(portfolio.drawdown)}`,
    `Oracle trades: ${oracleTrades.trades}, ${percent(oracleTrades.rate)} made money (${percent(oracleTrades.low)} to ${percent(oracleTrades.high)})`,
    'By kind',
    ...kinds,
    'Models',
    ...models,
    `Accounts ${report.conserved ? 'conserved to the micro-dollar' : `differ: ${report.differences.join('; ')}`}`,
  ].join('\n');
}
