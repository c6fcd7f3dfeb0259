import { printLine } from '../print.js';
import { describeSummary } from './describe-summary.js';
import type { RunSummary } from './summary.js';

/** Ends a run: prints its summary, as one line of JSON or for a person, and sets the exit code. */
export function printSummary(summary: RunSummary, json: boolean): void {
  printLine(json ? JSON.stringify(summary) : describeSummary(summary));
  process.exitCode = summary.conserved ? 0 : 1;
}
