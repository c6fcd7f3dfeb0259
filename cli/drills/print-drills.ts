import { printJson, printLine, printTable } from '../print.js';
import type { DrillReport } from './run-drills.js';
import type { DrillResult } from './run-drill.js';

/** What was promised: the right alert by then, s. */
export const ALERT_WITHIN_S = 30;

export const isProblem = ({ alertAfter, halted, problems }: DrillResult): boolean =>
  (alertAfter ?? 0) > ALERT_WITHIN_S || halted !== null || problems.length > 0;

export function printDrills(report: DrillReport, json: boolean): void {
  if (json) {
    printJson(report);
    return;
  }
  const seconds = (value: number | null) => (value === null ? '' : value.toFixed(1));
  printTable(
    report.drills.map(({ alertAfter, backAfter, fault, halted, problems, skipped, tradesAfter, what }) => ({
      fault,
      what,
      'alert after, s': seconds(alertAfter),
      'said to be over after, s': seconds(backAfter),
      'trades again after, s': seconds(tradesAfter),
      note: [skipped, halted === null ? null : `halted: ${halted}`, ...problems]
        .filter((one) => one !== null)
        .join('; '),
    })),
    'nothing was tried',
  );
  const { conserved, trades } = report.summary;
  printLine(
    `${trades.requested} trades asked for, ${trades.completed} whole, ${trades.hedged + trades.unwound} made equal, ${trades.naked} naked; ` +
      `accounts ${conserved ? 'equal the venues’ to the micro-dollar' : 'DIFFER from the venues’'}`,
  );
}
