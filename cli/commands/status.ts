import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Command } from 'commander';
import { askSwarm } from '../control/open-control.js';
import { type GlobalOptions, parseDuration, readConfig } from '../options.js';
import { printJson, printLine } from '../print.js';
import { statusText } from '../status/status-text.js';

const WATCH_MS = 2_000;

export function addStatus(program: Command): void {
  program
    .command('status')
    .description('who is alive, who obeys a halt, what the account is worth')
    .option('--watch [period]', 'show it again every 2s, or as often as you say, until Ctrl-C', parseDuration)
    .option('--json', 'print one JSON document; with --watch one a line')
    .addHelpText(
      'after',
      '\nExamples:\n  status\n  status --watch\n  status --watch 10s --json\n  status --data-dir .data/seed-7',
    )
    .action(async ({ json, watch }: { json?: boolean; watch?: number | true }, command: Command) => {
      const { config } = readConfig(command.optsWithGlobals<GlobalOptions>());
      const ask = () => askSwarm(config, async (control) => ({ status: await control.status(), via: control.via }));
      if (watch === undefined) {
        const { status, via } = await ask();
        if (json) printJson({ ...status, via });
        else printLine(statusText(status, via));
        return;
      }
      const { watchStatus } = await import('../status/watch-status.js');
      const read = async () => {
        const { status, via } = await ask();
        return json ? JSON.stringify({ ...status, via }) : statusText(status, via);
      };
      const readJson = () => read().catch((error: unknown) => JSON.stringify({ error: messageOf(error) }));
      await watchStatus({ periodMs: watch === true ? WATCH_MS : Math.max(200, watch), read: json ? readJson : read });
    });
}
