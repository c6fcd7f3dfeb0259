import type { TrialReport } from '@pm-arbitrage/core/trial/measure-trial.js';
import { shownTarget, shownValue } from './shown-target.js';

/** The targets as a table for the terminal. */
export const verdictRows = ({ rows }: TrialReport['verdict']): readonly Record<string, string>[] =>
  rows.map((row) => ({
    target: row.what,
    wanted: shownTarget(row),
    measured: shownValue(row, row.value),
    'may be':
      row.low === null || row.high === null ? '–' : `${shownValue(row, row.low)} to ${shownValue(row, row.high)}`,
    'rests on': `${row.count} ${row.of}`,
    '': row.judgement,
  }));
