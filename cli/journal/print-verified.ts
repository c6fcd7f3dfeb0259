import type { Difference } from '@pm-arbitrage/core/journal/replay-journal.js';
import type { Act } from '@pm-arbitrage/core/journal/turn.js';
import { printJson, printLine } from '../print.js';
import type { VerifiedJournal } from './verify-journals.js';

/** Characters of what was said that are shown around the first that differs. */
const SHOWN = 160;

/** Prints what became of each journal. */
export function printVerified(journals: readonly VerifiedJournal[], json: boolean): void {
  if (json) {
    printJson(journals);
    return;
  }
  for (const { agent, startedAt, inputs, recorded, replayed, difference, torn } of journals) {
    const tail = torn === 0 ? '' : `, torn end of ${torn} bytes left out`;
    printLine(`${agent}, started ${new Date(startedAt).toISOString()}: ${inputs} inputs${tail}`);
    printLine(`  recorded ${recorded.decisions} decisions ${recorded.sha256}`);
    printLine(`  replayed ${replayed.decisions} decisions ${replayed.sha256}`);
    for (const line of difference === null ? ['identical'] : describeDifference(difference)) printLine(`  ${line}`);
  }
}

/** The first difference in lines. */
export function describeDifference({ at, inputs, recorded, replayed, turn }: Difference): readonly string[] {
  const from = firstDifference(recorded?.[2], replayed?.[2]);
  return [
    `first difference at input ${turn}, ${new Date(at).toISOString()}`,
    `  recorded run: ${sayAct(recorded, from)}`,
    `  replay: ${sayAct(replayed, from)}`,
    `  last inputs: ${inputs.join(' · ')}`,
  ];
}

function sayAct(act: Act | null, from: number): string {
  if (act === null) return 'nothing more';
  const [kind, what, said] = act;
  if (kind === 'draw') return `took "${what}"`;
  const start = Math.max(0, from - SHOWN / 2);
  return `${what} ${start > 0 ? '…' : ''}${said.slice(start, start + SHOWN)}${said.length > start + SHOWN ? '…' : ''}`;
}

/** Place of the first character in which two texts differ; 0 where there are not two. */
function firstDifference(a: unknown, b: unknown): number {
  if (typeof a !== 'string' || typeof b !== 'string') return 0;
  let place = 0;
  while (place < a.length && a[place] === b[place]) place++;
  return place;
}
