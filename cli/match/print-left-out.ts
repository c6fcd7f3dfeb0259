import type { LeftOut } from '@pm-arbitrage/agents/market-matcher/offline/reading.js';
import { printLine } from '../print.js';
import { shownText } from './shown-text.js';

/** So many are named; all of them are in the JSON form. */
const NAMED = 20;

/** Says what of a file could not be read, and where it stands. */
export function printLeftOut(file: string, leftOut: readonly LeftOut[]): void {
  if (leftOut.length === 0) return;
  const kinds = [...new Set(leftOut.map(({ kind }) => kind))].map(
    (kind) => `${leftOut.filter((each) => each.kind === kind).length} ${kind}`,
  );
  printLine(`Left out of ${file}: ${kinds.join(', ')}`);
  for (const { place, reason } of leftOut.slice(0, NAMED)) printLine(`  ${place}: ${shownText(reason)}`);
  if (leftOut.length > NAMED) printLine(`  … and ${leftOut.length - NAMED} more; --json names all`);
}
