import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { DAY_MS } from '@pm-arbitrage/core/performance/utc-day.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import { type Command, Option } from 'commander';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { askSwarm } from '../control/open-control.js';
import { type GlobalOptions, readConfig } from '../options.js';
import { parseDay } from '../parse-day.js';
import { printJson, printLine, printTable } from '../print.js';
import { renderReport } from '../report/render-report.js';
import { verdictRows } from '../report/verdict-rows.js';

interface ReportOptions {
  readonly from?: number;
  readonly to?: number;
  readonly mode?: LedgerMode;
  readonly out?: string;
  readonly json?: boolean;
}

export function addReport(program: Command): void {
  program
    .command('report')
    .description('the verdict on a trial: go or no-go against the targets, with everything that it rests on')
    .option('--from <day>', 'first UTC day, e.g. 2026-11-14; the first that was traded by default', parseDay)
    .option('--to <day>', 'last UTC day; today by default', parseDay)
    .addOption(new Option('--mode <mode>', 'default: as configured').choices(['paper', 'live']))
    .option('--out <file>', 'write one page with plots, which needs nothing else', 'report.html')
    .option('--json', 'print one JSON document in place of writing the page')
    .addHelpText(
      'after',
      '\nWorks while the swarm runs.\n\nExamples:\n  report --from 2026-11-14 --to 2026-11-27 --out report.html\n  report --json',
    )
    .action(async (options: ReportOptions, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const order = {
        mode: options.mode ?? config.mode,
        from: options.from ?? null,
        to: options.to === undefined ? null : options.to + DAY_MS,
      };
      const report = await askSwarm(config, (control) => control.trial(order));
      if (options.json) return printJson(report);
      const file = resolve(options.out ?? 'report.html');
      try {
        writeFileSync(file, renderReport(report));
      } catch (cause) {
        throw new CodedError(
          'report.file',
          `Cannot write ${file}: ${messageOf(cause)}. Name another with --out`,
          {},
          { cause },
        );
      }
      printTable(verdictRows(report.verdict), 'no targets');
      printLine(`${report.verdict.judgement}: ${file}`);
    });
}
