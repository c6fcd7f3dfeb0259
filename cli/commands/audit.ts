import { parsePoint } from '@pm-arbitrage/core/audit/point-text.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { attributeProfit } from '@pm-arbitrage/core/queries/attribute-profit.js';
import { tradeTimeline } from '@pm-arbitrage/dashboard/server/views/trade-timeline.js';
import type { Command } from 'commander';
import { auditDocument } from '../audit/audit-document.js';
import { printReport } from '../audit/print-report.js';
import { printTrade } from '../audit/print-trade.js';
import type { Control } from '../control/control.js';
import { askSwarm } from '../control/open-control.js';
import { type GlobalOptions, parseCount, parseMoment, readConfig } from '../options.js';
import { printJson, printTable } from '../print.js';

/** Thrown for a trade that is none. */
export class UnknownTradeError extends CodedError {}

interface SearchOptions {
  readonly trade?: string;
  readonly kind?: string;
  readonly text?: string;
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
  readonly json?: boolean;
}

const DEFAULT_LIMIT = 50;

export function addAudit(program: Command): void {
  const ask = <T>(command: Command, question: (control: Control) => Promise<T>) =>
    askSwarm(readConfig(command.optsWithGlobals<GlobalOptions>()).config, question);
  const group = program
    .command('audit')
    .description('the record: what happened, proof that it was not changed, why a trade earned what it did');

  group
    .command('verify')
    .description('check every link of the audit log and every fact against it; code 1 when anything is wrong')
    .option('--anchor <entry:hash...>', 'points of the chain that were kept elsewhere, as the daily alert tells them')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  audit verify\n  audit verify --anchor 1234:9f86d08… --json')
    .action(async ({ anchor = [], json }: { anchor?: readonly string[]; json?: boolean }, command: Command) => {
      const anchors = anchor.map(parsePoint);
      const report = await ask(command, (control) => control.auditReport(anchors));
      if (json) printJson(report);
      else printReport(report);
      process.exitCode = report.isWhole ? 0 : 1;
    });

  group
    .command('search')
    .description('entries of the audit log, newest first')
    .option('--trade <id>', 'of this trade')
    .option('--kind <kind>', 'e.g. request, approval, rejection, intent, order, fill, posting, halt, configuration')
    .option('--text <text>', 'that have this in them')
    .option('--from <time>', 'since then, ISO 8601 or 24h ago as 24h', parseMoment)
    .option('--to <time>', 'before then', parseMoment)
    .option('--limit <count>', 'at most so many', parseCount, DEFAULT_LIMIT)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  audit search --trade 01JD… \n  audit search --kind rejection --from 24h --json',
    )
    .action(async ({ json, trade, ...search }: SearchOptions, command: Command) => {
      const rows = await ask(command, (control) => control.searchAudit({ ...search, tradeId: trade }));
      if (json) printJson(rows.map(auditDocument));
      else
        printTable(
          rows.map(({ action, at, detail, kind, sequence, subject }) => ({
            entry: sequence ?? 'unsealed',
            time: new Date(at).toISOString().slice(0, 23).replace('T', ' '),
            kind,
            action,
            subject,
            detail,
          })),
          'no such entries',
        );
    });

  group
    .command('trade <id>')
    .description('one trade from the tick to the settlement, and where its profit came from')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  audit trade 01JD…')
    .action(async (id: string, { json }: { json?: boolean }, command: Command) => {
      const history = await ask(command, (control) => control.tradeHistory(id));
      if (history === null)
        throw new UnknownTradeError('audit.trade', `There is no trade ${id}; trades lists the newest`, { id });
      const timeline = tradeTimeline(history);
      const attribution = attributeProfit(history);
      if (json) printJson({ trade: history.trade, timeline, attribution });
      else printTrade(timeline, attribution);
    });
}
