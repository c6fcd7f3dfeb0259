import type { Command } from 'commander';
import { effectiveKeys, withStoredKeys } from '@pm-arbitrage/core/config/effective-keys.js';
import { configFile, type GlobalOptions, readConfig } from '../options.js';
import { storedKeys } from '../secrets/stored-keys.js';
import { printJson, printLine, printTable } from '../print.js';

export function addConfig(program: Command): void {
  program
    .command('config')
    .description('the configuration')
    .command('check')
    .description('validate it, and print every key with its value and where it comes from')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  config check\n  config check --config live.yaml --json')
    .action(async ({ json }: { json?: boolean }, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const loaded = readConfig(options);
      const file = configFile(options);
      const stored = await storedKeys(loaded.config);
      const keys = withStoredKeys(effectiveKeys(loaded), stored.keys);
      if (json) {
        printJson({ valid: true, file, keys, storedUnknown: stored.unknown });
        return;
      }
      printTable(
        keys.map(({ key, value, source }) => ({ key, value: text(value), source })),
        'no keys',
      );
      if (stored.unknown !== null) printLine(`Stored secrets were not looked up: ${stored.unknown}`);
      printLine(
        `The configuration is valid${file === null ? '; no file, defaults and environment only' : ` (${file})`}.`,
      );
    });
}

const text = (value: unknown): string =>
  value === null
    ? '—'
    : Array.isArray(value)
      ? value.length === 0
        ? '(none)'
        : value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join(', ')
      : String(value);
