import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { oneTimeLink } from '@pm-arbitrage/dashboard/server/address.js';
import { hashPassword } from '@pm-arbitrage/dashboard/server/auth/password-hash.js';
import type { Command } from 'commander';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine, printNote } from '../print.js';

const SHORTEST = 12;

/** Thrown when there is no dashboard to log in to, or a password is none. */
export class DashboardCommandError extends CodedError {}

export function addDashboard(program: Command): void {
  const dashboard = program.command('dashboard').description('log in to the dashboard');
  dashboard
    .command('link')
    .description('print an address that logs an operator in, once and within the hour')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  dashboard link\n  dashboard link --data-dir .data/seed-7')
    .action(({ json }: { json?: boolean }, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const { dataDir } = config.services;
      const link = oneTimeLink(dataDir, systemClock.now());
      if (link === null)
        throw new DashboardCommandError(
          'dashboard.none',
          `No dashboard runs on the data folder ${dataDir}. Start the swarm with demo or up, or name its folder with --data-dir.`,
          { dataDir },
        );
      if (json) printJson({ link });
      else printLine(link);
    });
  dashboard
    .command('password')
    .description('ask for a password and print its hash, for DASHBOARD_PASSWORD_HASH or DASHBOARD_VIEWER_PASSWORD_HASH')
    .addHelpText('after', '\nExamples:\n  dashboard password\n  dashboard password < password.txt')
    .action(async () => {
      const password = await askPassword();
      if (password.length < SHORTEST)
        throw new DashboardCommandError('dashboard.short', `A password has at least ${SHORTEST} characters`);
      printLine(await hashPassword(password));
    });
}

/** A line from the terminal that is not shown, or all of the standard input without its last line break. */
async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, '');
  printNote('Password (not shown):');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
  }
}
