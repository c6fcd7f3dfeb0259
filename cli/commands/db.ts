import { join } from 'node:path';
import { openDatabase } from '@pm-arbitrage/core/db/open-database.js';
import type { Command } from 'commander';
import { claimDataFolder } from '../data-lock.js';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine } from '../print.js';
import { withoutCredentials } from '../config/redact.js';

export function addDb(program: Command): void {
  program
    .command('db')
    .description('the database')
    .command('migrate')
    .description('create the database’s tables, or bring them up to date')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  db migrate\n  DATABASE_URL=postgres://user@host/db db migrate')
    .action(async ({ json }: { json?: boolean }, command: Command) => {
      const { databaseUrl, dataDir } = readConfig(command.optsWithGlobals<GlobalOptions>()).config.services;
      const directory = join(dataDir, 'database');
      const release = databaseUrl === null ? await claimDataFolder(dataDir) : () => undefined;
      try {
        // Opening it migrates it.
        const database = await openDatabase({ url: databaseUrl, directory });
        await database.close();
        const place = databaseUrl === null ? directory : withoutCredentials(databaseUrl);
        if (json) printJson({ database: database.kind, place, migrated: true });
        else printLine(`The ${database.kind} database at ${place} is up to date.`);
      } finally {
        release();
      }
    });
}
