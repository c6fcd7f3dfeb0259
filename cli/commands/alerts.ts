import { openAlertChannels } from '@pm-arbitrage/adapters/alerts/open-alert-channels.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import type { Command } from 'commander';
import { testChannels } from '../alerts/test-channels.js';
import type { AlertRow, Control } from '../control/control.js';
import { askSwarm } from '../control/open-control.js';
import { shortTime } from '../format.js';
import { operatorName } from '../operator.js';
import { type GlobalOptions, parseCount, readConfig } from '../options.js';
import { printJson, printLine, printTable } from '../print.js';

const DEFAULT_LIMIT = 20;

export function addAlerts(program: Command): void {
  const ask = <T>(command: Command, question: (control: Control) => Promise<T>) =>
    askSwarm(readConfig(command.optsWithGlobals<GlobalOptions>()).config, question);
  const group = program.command('alerts').description('what a person should know, and who has seen it');

  group
    .command('list')
    .description('the newest alerts')
    .option('--open', 'only those that nobody acknowledged')
    .option('--limit <count>', 'at most so many', parseCount, DEFAULT_LIMIT)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  alerts list --open\n  alerts list --limit 100 --json')
    .action(async ({ json, limit, open }: { json?: boolean; limit: number; open?: boolean }, command: Command) => {
      const rows = await ask(command, (control) => control.alerts(limit, open ?? false));
      if (json) printJson(rows.map(document));
      else printTable(rows.map(row), 'no alerts');
    });

  group
    .command('ack <id>')
    .description('say that you have seen an alert; who was first stays on record')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  alerts ack 01JD…')
    .action(async (id: string, { json }: { json?: boolean }, command: Command) => {
      const first = await ask(command, (control) => control.acknowledgeAlert(id, operatorName()));
      if (json) printJson({ id, first });
      else printLine(first ? `Acknowledged ${id}.` : `${id} was acknowledged before; that stays on record.`);
    });

  group
    .command('test [channel]')
    .description('send a test message to every channel that is set up, or to one')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nChannels: pushover, telegram, discord, email, webhook, sms.\nExit code 1: some channel did not take it.\n\nExamples:\n  alerts test\n  alerts test telegram --json',
    )
    .action(async (channel: string | undefined, { json }: { json?: boolean }, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const opened = await openAlertChannels(config.alerts, systemClock);
      const trials = await testChannels(opened, channel ?? null, { clock: systemClock, ids: randomIds });
      if (json) printJson(trials);
      else
        for (const { channel: name, problem } of trials)
          printLine(`${name.padEnd(10)} ${problem === null ? 'ok: look whether it arrived' : `NOT SENT: ${problem}`}`);
      process.exitCode = trials.some(({ problem }) => problem !== null) ? 1 : 0;
    });
}

const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
const document = ({ acknowledgedAt, at, ...alert }: AlertRow) => ({
  ...alert,
  at: time(at),
  acknowledgedAt: time(acknowledgedAt),
});
const row = ({ acknowledgedAt, acknowledgedBy, at, body, count, id, tier, title }: AlertRow) => ({
  id,
  time: shortTime(time(at)),
  tier,
  title,
  body,
  times: count,
  seen: acknowledgedBy === null ? '' : `${acknowledgedBy}, ${shortTime(time(acknowledgedAt))}`,
});
