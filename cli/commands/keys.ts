import { ensureApprovalKeys, keyIdOf, loadPublicKey } from '@pm-arbitrage/core/approval/approval-keys.js';
import type { Command } from 'commander';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine } from '../print.js';

export function addKeys(program: Command): void {
  program
    .command('keys')
    .description('the keys by which the guardian signs approvals')
    .command('create')
    .description('make the key pair in the data folder, unless there is one')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  keys create')
    .action(({ json }: { json?: boolean }, command: Command) => {
      const { services } = readConfig(command.optsWithGlobals<GlobalOptions>()).config;
      ensureApprovalKeys(services);
      const keyId = keyIdOf(loadPublicKey(services));
      if (json) printJson({ keyId, dataDir: services.dataDir });
      else printLine(`The guardian signs with key ${keyId}.`);
    });
}
