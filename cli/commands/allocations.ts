import { formatUsd } from '@pm-arbitrage/core/money/money.js';
import type { AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import type { AllocationReport } from '@pm-arbitrage/core/queries/performance-queries.js';
import type { Command } from 'commander';
import { allocationDocument } from '../allocations/allocation-document.js';
import { allocationRows } from '../allocations/allocation-rows.js';
import { confirm } from '../allocations/confirm.js';
import { type GivenOrder, giveOrder } from '../allocations/give-order.js';
import { previewRebalance } from '../allocations/preview-rebalance.js';
import type { Control } from '../control/control.js';
import { askSwarm } from '../control/open-control.js';
import { shortDollars } from '../format.js';
import { operatorName } from '../operator.js';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine, printTable } from '../print.js';

interface RebalanceOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly reason: string;
  readonly json?: boolean;
}

const NOTHING = 'nothing is allocated yet: the swarm was never started, or has no money';

export function addAllocations(program: Command): void {
  /** Options of the command and of those above it, which take --json too. */
  const optionsOf = <T>(command: Command) => command.optsWithGlobals<GlobalOptions & T>();
  const ask = <T>(command: Command, question: (control: Control) => Promise<T>) =>
    askSwarm(readConfig(optionsOf(command)).config, question);

  const group = program
    .command('allocations')
    .description('the capital each strategy has now, and why')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  allocations\n  allocations rebalance --dry-run\n  allocations pause oracle-sniper --reason "odd fills"',
    )
    .action(async (_options: object, command: Command) => {
      const report = await ask(command, (control) => control.allocations());
      if (optionsOf<{ json?: boolean }>(command).json) printJson(reportDocument(report));
      else printReport(report);
    });

  group
    .command('rebalance')
    .description('do the reallocation of the day again, with what is known and configured now')
    .option('--dry-run', 'only show what would be')
    .option('--yes', 'do not ask')
    .option('--reason <text>', 'why, for the record', 'by hand')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  allocations rebalance --dry-run\n  allocations rebalance --yes --json')
    .action(async (_options: object, command: Command) => {
      const options = optionsOf<RebalanceOptions>(command);
      await ask(command, (control) => rebalance(control, options));
    });

  const add = (kind: 'pause' | 'resume', description: string, example: string) =>
    group
      .command(`${kind} <strategy>`)
      .description(description)
      .requiredOption('--reason <text>', 'why, for the record')
      .option('--json', 'print one JSON document')
      .addHelpText('after', `\nExample:\n  allocations ${kind} oracle-sniper --reason "${example}"`)
      .action(async (strategy: string, _options: object, command: Command) => {
        const { reason, json } = optionsOf<{ reason: string; json?: boolean }>(command);
        const given = await ask(command, (control) =>
          giveOrder(control, { kind, strategy, reason, by: operatorName() }),
        );
        printGiven(given, json);
      });
  add('pause', 'let a strategy open nothing new; what it holds stays and pays out', 'odd fills');
  add('resume', 'let a paused strategy begin anew, at the minimum', 'looked into it');
}

async function rebalance(control: Control, { dryRun, yes, reason, json }: RebalanceOptions): Promise<void> {
  const order = { kind: 'rebalance', reason, by: operatorName() } as const;
  const asked = await control.allocationInputs();
  const preview = previewRebalance(asked, order);
  if (preview === null) {
    if (json) printJson({ dryRun: dryRun ?? false, inForce: null, proposed: null });
    else printLine(NOTHING);
    return;
  }
  const { table } = asked.inputs;
  if (dryRun) {
    if (json) printJson({ dryRun, inForce: table && allocationDocument(table), proposed: allocationDocument(preview) });
    else printTableAndReasons(preview, table);
    return;
  }
  if (!json) printTableAndReasons(preview, table);
  if (!yes && !(await confirm('Share out the capital so?'))) {
    printLine('Nothing was changed.');
    return;
  }
  printGiven(await giveOrder(control, order), json);
}

const reportDocument = ({ mode, table, orders }: AllocationReport) => ({
  mode,
  allocation: table && allocationDocument(table),
  orders: orders.map(({ at, handledAt, ...order }) => ({
    ...order,
    at: new Date(at).toISOString(),
    handledAt: handledAt === null ? null : new Date(handledAt).toISOString(),
  })),
});

/** Reasons stand below the table: shortened ones could not be recomputed. */
function printTableAndReasons(table: Omit<AllocationTable, 'id'>, now: AllocationTable | null = null): void {
  printTable(allocationRows(table, now), NOTHING);
  for (const { strategy, reason } of table.entries) printLine(`${strategy}: ${reason}`);
}

function printReport({ mode, table, orders }: AllocationReport): void {
  if (table !== null) {
    printLine(`${mode}, since ${new Date(table.at).toISOString()}: ${table.reason}`);
    printLine(`bankroll ${shortDollars(formatUsd(table.bankroll))}`);
  }
  if (table === null) printLine(NOTHING);
  else printTableAndReasons(table);
  for (const { order, handledAt } of orders) {
    const what = order.kind === 'rebalance' ? order.kind : `${order.kind} ${order.strategy}`;
    if (handledAt === null) printLine(`waits for the allocator: ${what} by ${order.by}: ${order.reason}`);
  }
}

function printGiven({ sequence, handled, report }: GivenOrder, json = false): void {
  if (json) {
    printJson({ sequence, handled, ...reportDocument(report) });
    return;
  }
  printReport(report);
  if (!handled) printLine('The order is on record; the allocator takes it up as soon as it runs.');
}
