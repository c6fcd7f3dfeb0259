import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { askSwarm } from '../control/open-control.js';
import { type GlobalOptions, readConfig } from '../options.js';
import { parseDay } from '../parse-day.js';
import { printJson, printLine, printTable } from '../print.js';

interface Options {
  readonly from?: number;
  readonly to?: number;
  readonly out?: string;
  readonly tables?: readonly string[];
  readonly json?: boolean;
}

export function addExport(program: Command): void {
  program
    .command('export')
    .description('write history to Parquet files, one a table and UTC day; days that did not change are left alone')
    .option('--from <day>', 'first UTC day, e.g. 2026-11-21; the first that there is by default', parseDay)
    .option('--to <day>', 'last UTC day; today by default', parseDay)
    .option('--out <folder>', 'where the files go (default: export in the data folder)')
    .option('--tables <names>', 'only these, separated by commas', parseNames)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nTables and columns: docs/analysis.md. Works while the swarm runs.\n\nExamples:\n  export\n  export --from 2026-11-14 --to 2026-11-21 --out history --tables trades,fills,opportunities',
    )
    .action(async (options: Options, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      // The process that answers may have another working folder.
      const out = resolve(options.out ?? join(config.services.dataDir, 'export'));
      const reports = await askSwarm(config, (control) =>
        control.exportHistory({
          from: options.from ?? null,
          to: options.to ?? null,
          out,
          tables: options.tables ?? null,
        }),
      );
      if (options.json) return printJson({ out, tables: reports });
      printTable(
        reports.map(({ table, written, rows, unchanged, refused }) => ({
          table,
          'days written': written,
          rows,
          'days unchanged': unchanged,
          ...(refused > 0 ? { refused } : {}),
        })),
        'no tables',
      );
      printLine(out);
      for (const { table, kept } of reports)
        for (const day of kept) printLine(`${table} of ${day}: no rows any more, its file stays`);
    });
}

const parseNames = (text: string): readonly string[] => text.split(',').map((name) => name.trim());
