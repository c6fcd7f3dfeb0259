import { printLine, printTable } from '../print.js';
import type { Interval } from './interval.js';
import { printLeftOut } from './print-left-out.js';
import type { Rates } from './rates.js';
import type { ScoreReport } from './run-score.js';

/** The report for a person: one table of rates, one of errors. */
export function printScore({ pairs, labels, leftOut, accept, acceptOrReview, errors, baselines }: ScoreReport): void {
  const counted = Object.entries(labels).map(([label, count]) => `${count} ${label}`);
  printLine(`${pairs} pairs: ${counted.join(', ')}; unclear ones count nowhere`);
  const ours = [rowOf('accepted', accept), rowOf('accepted or in review', acceptOrReview)];
  const others = (baselines ?? []).map(({ name, threshold, rates }) =>
    rowOf(`${name} (best threshold, ${threshold.toFixed(2)})`, rates),
  );
  printTable([...ours, ...others], 'no rates');
  if (baselines) printLine('Baselines stand at the threshold with their best F1 on these very pairs, ours at its own.');
  printTable(
    errors.map(({ kind, line, kalshi, kalshiTitle, polymarketTitle, label, field, confidence, reason }) => ({
      line,
      error: kind,
      label,
      field: field ?? '',
      confidence: confidence.toFixed(2),
      kalshi: `${kalshi}\n${kalshiTitle}`,
      polymarket: polymarketTitle,
      reason,
    })),
    'no errors',
  );
  printLeftOut('the file', leftOut);
}

function rowOf(name: string, { precision, recall, f1, intervals, ...counts }: Rates): Record<string, unknown> {
  return {
    rule: name,
    precision: percent(precision, intervals.precision),
    recall: percent(recall, intervals.recall),
    F1: percent(f1, intervals.f1),
    right: counts.truePositives,
    wrong: counts.falsePositives,
    missed: counts.falseNegatives,
  };
}

/** "0.976 (0.87-1.00)" */
const percent = (value: number | null, interval: Interval | null): string =>
  value === null
    ? 'none'
    : `${value.toFixed(3)}${interval ? ` (${interval[0].toFixed(2)}-${interval[1].toFixed(2)})` : ''}`;
