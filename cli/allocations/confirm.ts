import { createInterface } from 'node:readline/promises';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';

/** Asks a person. @throws CodedError where nobody can be asked */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new CodedError('confirm.nobody', 'Nobody can be asked here: look with --dry-run, then say --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} (y/n) `)).trim());
  } finally {
    terminal.close();
  }
}
