import { percent, ratio } from '../report/words.js';
import { printLine, printTable } from '../print.js';
import type { BacktestResult } from './backtest-result.js';

/** A backtest for a person: what it is of, what came of it, and what it does not show. */
export function printBacktest(result: BacktestResult): void {
  const { data, open, performance } = result;
  if (data.withoutDepth) printLine('WITHOUT DEPTH: fills are assumed, not shown');
  printLine(`backtest of ${result.from} to ${result.to}`);
  for (const source of data.sources) printLine(`  ${source}`);
  for (const warning of data.warnings) printLine(`  note: ${warning}`);
  printLine(`strategies ${result.strategies.join(', ')}; orders reach the book after ${result.latency}`);
  printTable(
    result.byStrategy.map(({ fees, name, pnl, promised, trades, wins }) => ({
      strategy: name,
      'closed trades': trades,
      won: wins,
      'P&L': `$${pnl}`,
      fees: `$${fees}`,
      promised: `$${promised}`,
    })),
    'no trade was closed',
  );
  if (open.trades > 0)
    printLine(
      `${open.trades} trades still open: $${open.paid} paid, $${open.promised} promised if they pay as they must`,
    );
  printLine(`equity at cost $${result.equity}, of $${result.bankroll}; drawdown ${percent(performance.drawdown)}`);
  printLine(sharpeLine(performance));
  for (const difference of result.differences) printLine(`accounts differ: ${difference}`);
  printLine('not shown:');
  for (const line of result.notShown) printLine(`  ${line}`);
  printLine(`${result.inputs} inputs, ${result.decisions} entries in the decision log, SHA-256 ${result.sha256}`);
}

function sharpeLine(of: BacktestResult['performance']): string {
  const { annualSharpe, annualSharpeHigh, annualSharpeLow, days, probabilisticSharpe, trades, winRate } = of;
  const basis = `${days} day${days === 1 ? '' : 's'}, ${trades} closed trade${trades === 1 ? '' : 's'}, ${percent(winRate)} won`;
  return annualSharpe === null
    ? `no Sharpe ratio: ${basis}`
    : `Sharpe ratio a year ${ratio(annualSharpe)} (95 %: ${ratio(annualSharpeLow)} to ${ratio(annualSharpeHigh)}), above 0 with ${percent(probabilisticSharpe)}; ${basis}`;
}
