import { printJson, printLine, printTable } from '../print.js';
import type { ChaosReport, Distribution } from './chaos-report.js';
import { repeatCommand } from './run-chaos.js';

/** The sums, then every failing seed with the command that repeats it. */
export function printChaos(report: ChaosReport, json: boolean): void {
  if (json) {
    printJson(report);
    return;
  }
  const { combinations, combinationsMet, crashes, kills, neverReached, problems, runs, seconds, unhedged } = report;
  printLine(
    `${runs} runs in ${Math.round(seconds)} s (${(runs / seconds).toFixed(1)} a second), ${kills} executors killed, ` +
      `${combinationsMet} of ${combinations} combinations of fault and crash`,
  );
  printTable(
    [
      { what: 'duplicate orders', count: report.duplicateOrders },
      { what: 'forgotten orders', count: report.forgottenOrders },
      { what: 'wrong-leg unwinds', count: report.wrongLegUnwinds },
      { what: 'conservation errors', count: report.conservationErrors },
      { what: 'naked although there was a way out', count: report.unjustifiedNaked },
      { what: 'halts over nothing', count: report.falseAlarms },
      { what: 'naked because there was no way out', count: report.naked - report.unjustifiedNaked },
    ],
    'nothing was counted',
  );
  printLine(
    `trades ended ${Object.entries(report.states)
      .map(([state, count]) => `${state} ${count}`)
      .join(', ')}`,
  );
  printLine(`unhedged at some time: ${unhedged.runs} runs`);
  printTable(
    [
      { unhedged: 'dollars', ...rounded(unhedged.usd, 2) },
      { unhedged: 'ms of the runs’ clock', ...rounded(unhedged.ms, 0) },
    ],
    'never',
  );
  printTable(
    Object.entries(crashes).map(([crash, { planned, reached }]) => ({ crash, planned, reached })),
    'no crash was planned',
  );
  if (neverReached.length > 0) printLine(`never reached: ${neverReached.join(', ')}`);
  for (const { seed, what } of problems) printLine(`seed ${seed} failed: ${what.join('; ')}\n  ${repeatCommand(seed)}`);
}

const rounded = (of: Distribution, digits: number) =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, (value as number).toFixed(digits)]));
