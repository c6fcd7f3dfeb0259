import { join } from 'node:path';
import type { Command } from 'commander';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printTable } from '../print.js';

export function addQuery(program: Command): void {
  program
    .command('query')
    .description('ask exported files in SQL (DuckDB); reads the folder of the export and nothing else')
    .argument('<sql>', 'one SELECT; "show tables" and "describe trades" say what there is')
    .option('--data <folder>', 'folder of the export (default: export in the data folder)')
    .option('--json', 'print one JSON document: columns and rows; money as text, exactly')
    .addHelpText(
      'after',
      '\nTables and columns: docs/analysis.md\n\nExamples:\n  query "select strategy, sum(pnl) from trades group by 1"\n  query --data history "select date, count(*) from opportunities where not taken group by 1" --json',
    )
    .action(async (sql: string, options: { data?: string; json?: boolean }, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const { runQuery } = await import('../query/run-query.js');
      const answer = await runQuery(options.data ?? join(config.services.dataDir, 'export'), sql);
      if (options.json) return printJson(answer);
      printTable(
        answer.rows.map((row) => Object.fromEntries(answer.columns.map((column, index) => [column, cell(row[index])]))),
        'no rows',
      );
    });
}

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
};
