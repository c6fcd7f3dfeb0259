import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import type { Command } from 'commander';
import { cancelAtVenues } from '../control/cancel-at-venues.js';
import { type HaltReport, haltSwarm } from '../control/halt-swarm.js';
import { openControl } from '../control/open-control.js';
import { operatorName } from '../operator.js';
import { fallbackDataDir, type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine } from '../print.js';

export function addHalt(program: Command): void {
  program
    .command('halt')
    .description('stop all trading now, in every process, until it is resumed')
    .requiredOption('--reason <text>', 'why, for the record')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  halt --reason "prices look wrong"\n  halt --reason test --data-dir .data/seed-7',
    )
    .action(async ({ reason, json }: { reason: string; json?: boolean }, command: Command) => {
      const report = await order(reason, command.optsWithGlobals<GlobalOptions>());
      if (json) printJson(report);
      else describe(report);
      const silent = report.acknowledged.some(({ afterMs }) => afterMs === null);
      process.exitCode = report.problems.length > 0 || silent ? 1 : 0;
    });
}

function order(reason: string, options: GlobalOptions): Promise<HaltReport> {
  const halt = { id: randomIds.next(), reason, by: operatorName(), at: systemClock.now() };
  try {
    const { config } = readConfig(options);
    const haltFile = new HaltFile(config.services.dataDir);
    const parts = { clock: systemClock, haltFile, halt, open: () => openControl(config) };
    if (config.mode === 'paper') return haltSwarm(parts);
    const atVenues = async () => {
      const { openCancellingVenue } = await import('../control/open-cancelling-venue.js');
      return cancelAtVenues((platform) => openCancellingVenue(platform, config), systemClock);
    };
    return haltSwarm({ ...parts, cancelAtVenues: atVenues });
  } catch (error) {
    // Even a broken configuration must not keep anybody from stopping.
    const haltFile = new HaltFile(fallbackDataDir(options));
    return haltSwarm({ clock: systemClock, haltFile, halt, open: () => Promise.reject(new Error(messageOf(error))) });
  }
}

function describe({ halt, file, via, acknowledged, venues, problems }: HaltReport): void {
  printLine(file === null && via === null ? 'NOT HALTED: nothing could be reached' : `Halted: ${halt.reason}`);
  if (file !== null) printLine(`  halt file   ${file}`);
  if (via !== null) printLine(`  ordered by  ${via}`);
  for (const { agent, afterMs } of acknowledged) {
    printLine(
      `  ${agent.padEnd(24)} ${afterMs === null ? 'HAS NOT ACKNOWLEDGED' : `acknowledged after ${afterMs} ms`}`,
    );
  }
  for (const { platform, cancelled, afterMs } of venues) {
    const answer = cancelled === null ? 'HAS NOT CONFIRMED' : `nothing rests any more, ${cancelled} cancelled,`;
    printLine(`  ${platform.padEnd(24)} ${answer} after ${afterMs} ms`);
  }
  if (via !== null && acknowledged.length === 0 && problems.length === 0)
    printLine('  no agent is running; whoever starts is halted');
  for (const problem of problems) printLine(`  not reached: ${problem}`);
  printLine('Trading stays halted, over restarts too, until: resume --reason …');
}
