import { pointText } from '@pm-arbitrage/core/audit/point-text.js';
import type { AuditReport } from '@pm-arbitrage/core/audit/verify-audit.js';
import { shortTime } from '../format.js';
import { printLine } from '../print.js';

/** What a person should know of the audit log, the first thing that is wrong first. */
export function printReport({
  contradicted,
  differences,
  flaw,
  good,
  head,
  isWhole,
  missingGuards,
  unsealed,
}: AuditReport): void {
  if (flaw !== null) {
    const row = flaw.id === null ? '' : ` (row ${flaw.id})`;
    printLine(`BROKEN: entry ${flaw.sequence}${row} was ${flaw.kind}: ${flaw.reason}.`);
    printLine(`Everything before it is in order: ${good.sequence} of ${head.sequence} entries.`);
  } else {
    printLine(`The chain is in order: ${good.sequence} entries.`);
    printLine(`Anchor: ${pointText(head)}`);
  }
  for (const anchor of contradicted)
    printLine(
      `NOT IN THE CHAIN: anchor ${pointText(anchor)}: what was sealed up to there was written anew, or is gone.`,
    );
  for (const { columns, kind, source, subject } of differences) {
    const what = {
      unrecorded: 'is told by no entry',
      missing: 'is told by an entry and gone',
      different: `says something else than its newest entry: ${columns.join(', ')}`,
    }[kind];
    printLine(`DIFFERS: ${source} ${subject} ${what}.`);
  }
  for (const guard of missingGuards) printLine(`UNGUARDED: the trigger ${guard} is missing or switched off.`);
  if (unsealed.since !== null)
    printLine(
      `${unsealed.entries} entries wait for their place in the chain, the oldest since ${shortTime(new Date(unsealed.since).toISOString())}; the auditor gives it to them while it runs.`,
    );
  if (isWhole) printLine('Every fact in the tables is as the log tells it.');
}
