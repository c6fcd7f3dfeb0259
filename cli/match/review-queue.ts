import { createInterface } from 'node:readline/promises';
import type { Control } from '../control/control.js';
import { printLine } from '../print.js';
import { printMatch } from './print-match.js';

const QUESTION = 'approve (a), approve in spite of worlds apart (w), reject (r), skip (s), end (e)? ';
const MOST = 500;

/** Shows every match that waits for a person, one after the other, and takes the answers. @returns how many were answered */
export async function reviewQueue(control: Control, by: string): Promise<number> {
  const waiting = await control.matches({ status: 'review', limit: MOST });
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  let answered = 0;
  try {
    for (const [index, { match }] of waiting.entries()) {
      const found = await control.match(match.id);
      // Somebody else may have answered meanwhile.
      if (found === null || found.match.status !== 'review') continue;
      printLine(`\n${index + 1} of ${waiting.length}`);
      printMatch(found);
      const answer = (await terminal.question(QUESTION)).trim().toLowerCase();
      if (answer === 'e') break;
      if (answer !== 'a' && answer !== 'w' && answer !== 'r') continue;
      const note = (await terminal.question('why, for the record: ')).trim();
      const action = answer === 'r' ? 'reject' : 'approve';
      await control.reviewMatch({ id: match.id, action, by, note, acceptsWorlds: answer === 'w' });
      answered++;
    }
  } finally {
    terminal.close();
  }
  return answered;
}
