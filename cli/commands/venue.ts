import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';
import { Argument, type Command } from 'commander';
import type { Control } from '../control/control.js';
import { askSwarm } from '../control/open-control.js';
import { shortTime } from '../format.js';
import { operatorName } from '../operator.js';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine, printTable } from '../print.js';

export function addVenue(program: Command): void {
  const ask = <T>(command: Command, question: (control: Control) => Promise<T>) =>
    askSwarm(readConfig(command.optsWithGlobals<GlobalOptions>()).config, question);
  const group = program
    .command('venue')
    .description('the venues at which nothing new is opened, because a person wants it so')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  venue\n  venue pause kalshi --reason "odd books"\n  venue resume kalshi --reason "looked into it"',
    )
    .action(async (_options: object, command: Command) => {
      const pauses = await ask(command, (control) => control.venuePauses());
      print(pauses, command.optsWithGlobals<{ json?: boolean }>().json);
    });

  const add = (kind: 'pause' | 'resume', description: string) =>
    group
      .command(kind)
      .addArgument(new Argument('<platform>', 'the venue').choices(platforms))
      .description(description)
      .requiredOption('--reason <text>', 'why, for the record')
      .option('--json', 'print one JSON document')
      .addHelpText('after', `\nExample:\n  venue ${kind} kalshi --reason "…"`)
      .action(async (platform: Platform, _options: object, command: Command) => {
        const { json, reason } = command.optsWithGlobals<{ json?: boolean; reason: string }>();
        const order = { platform, reason, by: operatorName() };
        const pauses = await ask(command, async (control) => {
          await (kind === 'pause' ? control.pauseVenue(order) : control.resumeVenue(order));
          return control.venuePauses();
        });
        print(pauses, json);
      });
  add('pause', 'open nothing new there, over restarts too; trades under way are finished, positions may be closed');
  add('resume', 'trade there again');
}

function print(pauses: Awaited<ReturnType<Control['venuePauses']>>, json = false): void {
  const rows = pauses.map(({ at, ...pause }) => ({ ...pause, since: new Date(at).toISOString() }));
  if (json) printJson(rows);
  else if (rows.length === 0) printLine('No venue is paused.');
  else
    printTable(
      rows.map(({ since, ...row }) => ({ ...row, since: shortTime(since) })),
      '',
    );
}
