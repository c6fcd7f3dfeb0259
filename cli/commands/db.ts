import { join } from 'node:path';
import { openDatabase } from '@pm-arbitrage/core/db/open-database.js';
import type { Command } from 'commander';
import { claimDataFolder } from '../data-lock.js';
import { type GlobalOptions, readConfig } from '../options.js';
import { findingLine } from '../doctor/finding-line.js';
import { printJson, printLine } from '../print.js';
import { withoutCredentials } from '@pm-arbitrage/core/config/redact.js';

export function addDb(program: Command): void {
  program
    .command('db')
    .description('the database')
    .command('migrate')
    .description('create the database’s tables, or bring them up to date')
    .option('--dry-run', 'say what is missing in Postgres, and change nothing')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  db migrate\n  db migrate --dry-run\n  DATABASE_URL=postgres://user@host/db db migrate',
    )
    .action(async ({ json, dryRun }: { json?: boolean; dryRun?: boolean }, command: Command) => {
      const { databaseUrl, dataDir } = readConfig(command.optsWithGlobals<GlobalOptions>()).config.services;
      const directory = join(dataDir, 'database');
      if (dryRun) {
        const { checkPostgres } = await import('../doctor/check-postgres.js');
        const findings = await checkPostgres(databaseUrl);
        if (json) printJson({ findings, migrated: false });
        else for (const finding of findings) printLine(findingLine(finding));
        process.exitCode = findings.some(({ state }) => state === 'wrong') ? 1 : 0;
        return;
      }
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
