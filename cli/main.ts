#!/usr/bin/env node
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { commands } from './commands.js';
import { createProgram } from './program.js';

/** Something was refused, missing or unreadable, and the message says what to do. */
const REFUSED = 2;

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// Those that are named anywhere on the command line; all of them for the help and for a name that nobody knows.
const named = Object.keys(commands).filter((name) => process.argv.includes(name));
const program = await createProgram(named.length > 0 ? named : Object.keys(commands));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CodedError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = REFUSED;
}
