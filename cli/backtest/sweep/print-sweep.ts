import { printLine, printTable } from '../../print.js';
import { ratio } from '../../report/words.js';
import type { SweepResult } from './sweep-result.js';

/** A sweep for a person: every trial in and out of sample, what was chosen, and what that is worth. */
export function printSweep(result: SweepResult): void {
  const { data, folds, outOfSample, period, trials } = result;
  if (data.withoutDepth) printLine('WITHOUT DEPTH: fills are assumed, not shown');
  printLine(`${trials} trials; Sharpe ratios are of one ${period}, never of a year`);
  for (const warning of data.warnings) printLine(`  note: ${warning}`);
  for (const { chosen, next, past, trials: rows, warning } of folds) {
    printLine(`chosen on ${past[0]} to ${past[1]}, judged on what follows until ${next[1]}`);
    printTable(
      rows.map((row) => ({
        '': row.name === chosen ? 'chosen' : '',
        trial: row.name,
        trades: row.past.trades,
        'P&L': `$${row.past.pnl}`,
        Sharpe: ratio(row.past.sharpe, 3),
        'trades after': row.next.trades,
        'P&L after': `$${row.next.pnl}`,
        'Sharpe after': ratio(row.next.sharpe, 3),
      })),
      'no trial',
    );
    printLine(`WARNING: ${warning}`);
  }
  printLine(`what was chosen earned $${outOfSample.pnl} in ${outOfSample.trades} trades on what it did not know`);
  printLine('trades that reach across a cut count on neither side');
}
