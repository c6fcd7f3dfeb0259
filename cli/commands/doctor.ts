import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { ConfigError } from '@pm-arbitrage/core/config/load-config.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Command } from 'commander';
import { freeBytesAt } from '../doctor/check-data-folder.js';
import { type Finding, ok, wrong } from '../doctor/finding.js';
import { findingLine } from '../doctor/finding-line.js';
import { runDoctor } from '../doctor/run-doctor.js';
import { configFile, type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine } from '../print.js';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look at everything that trading needs; each line says ok, or what to do')
    .option('--send-alerts', 'send a test message over every alert channel')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Changes nothing, and sends nothing but what --send-alerts asks for. Advice is no fault. The exit code is 0 when nothing is
wrong, else 1.

Examples:
  doctor
  doctor --send-alerts
  doctor --config live.yaml --json`,
    )
    .action(async ({ json, sendAlerts }: { json?: boolean; sendAlerts?: boolean }, command: Command) => {
      const findings: Finding[] = [];
      for await (const finding of look(command.optsWithGlobals<GlobalOptions>(), sendAlerts ?? false)) {
        findings.push(finding);
        if (!json) printLine(findingLine(finding));
      }
      const count = findings.filter(({ state }) => state === 'wrong').length;
      if (json) printJson({ healthy: count === 0, findings });
      else
        printLine(count === 0 ? '\nNothing is wrong.' : `\n${count} ${count === 1 ? 'thing is' : 'things are'} wrong.`);
      process.exitCode = count === 0 ? 0 : 1;
    });
}

async function* look(options: GlobalOptions, sendAlerts: boolean): AsyncGenerator<Finding> {
  let config: Config;
  try {
    // Keys that are missing are a finding of their venue.
    config = readConfig(options, { sendsNoOrders: true }).config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    yield wrong('configuration', error.message, 'correct it; config.example.yaml explains every key');
    return;
  }
  yield ok('configuration', `${configFile(options) ?? 'no file, defaults and environment'}; ${config.mode} trading`);
  yield* runDoctor({ config, clock: systemClock, node: process.versions.node, freeBytes: freeBytesAt, sendAlerts });
}
