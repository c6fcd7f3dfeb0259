import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { putSecret, removeSecret, rotateSecrets } from '@pm-arbitrage/core/secrets/change-secrets.js';
import { secretName, storableSecrets } from '@pm-arbitrage/core/secrets/secret-name.js';
import { configuredSecretsKey, readSecretsKeyFile, type SecretsKey } from '@pm-arbitrage/core/secrets/secrets-key.js';
import { readSealedSecrets } from '@pm-arbitrage/core/secrets/stored-secrets.js';
import type { Command } from 'commander';
import { confirm } from '../allocations/confirm.js';
import { shortTime } from '../format.js';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine, printTable } from '../print.js';
import { readValue } from '../secrets/read-value.js';
import { secretRows } from '../secrets/secret-rows.js';
import { withSecretDatabase } from '../secrets/with-secret-database.js';

interface Json {
  readonly json?: boolean;
}

const names = storableSecrets.map(({ platform, name }) => `${platform} ${name}`).join(', ');
const loaded = (command: Command) => readConfig(command.optsWithGlobals<GlobalOptions>(), { sendsNoOrders: true });

/** @throws CodedError where none is configured */
function requireKey({ services }: Config): SecretsKey {
  const key = configuredSecretsKey(services);
  if (key) return key;
  throw new CodedError(
    'secrets.no-key',
    'Secrets are sealed with a key, and none is configured. Make one with "secrets create-key FILE", then set SECRETS_KEY_FILE to it (or SECRETS_KEY to its contents).',
  );
}

export function addSecrets(program: Command): void {
  const secrets = program
    .command('secrets')
    .description('credentials of the venues, sealed in the database')
    .addHelpText(
      'after',
      `\nWhat may be stored: ${names}.\nVariables and the configuration file stand above what is stored (docs/security.md).`,
    );
  addSet(secrets);
  addList(secrets);
  addRotate(secrets);
  addRemove(secrets);
  addCreateKey(secrets);
}

function addSet(secrets: Command): void {
  secrets
    .command('set')
    .description('store a secret, read from standard input or asked for without an echo')
    .argument('<venue>', 'polymarket or kalshi')
    .argument('<name>', `one of: ${names}`)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nNever on the command line, where others see it and the shell remembers it.\n\nExamples:\n  secrets set kalshi privateKey < kalshi.pem\n  secrets set polymarket privateKey',
    )
    .action(async (venue: string, name: string, { json }: Json, command: Command) => {
      const place = secretName(venue, name);
      const { config } = loaded(command);
      const key = requireKey(config);
      const value = await readValue(place);
      await withSecretDatabase(config, (database) =>
        putSecret(database, place, value, { key, now: systemClock.now() }),
      );
      if (json) printJson({ ...place, key: key.id });
      else printLine(`${venue} ${name} is stored, sealed with key ${key.id}. Restart the agents that need it.`);
    });
}

function addList(secrets: Command): void {
  secrets
    .command('list')
    .description('which secrets are stored, and where those in force come from; never what they are')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  secrets list\n  secrets list --json')
    .action(async ({ json }: Json, command: Command) => {
      const read = loaded(command);
      const key = configuredSecretsKey(read.config.services);
      const sealed = await withSecretDatabase(read.config, (database) => readSealedSecrets(database.queries));
      const rows = secretRows(read, sealed, key);
      if (json) return printJson({ key: key?.id ?? null, secrets: rows });
      printTable(
        rows.map(({ venue, name, stored, key: sealedWith, from, note }) => ({
          venue,
          name,
          stored: shortTime(stored),
          'sealed with': sealedWith ?? '',
          'in force from': from ?? 'nowhere',
          note,
        })),
        'nothing can be stored',
      );
    });
}

function addRotate(secrets: Command): void {
  secrets
    .command('rotate')
    .description('seal everything that is stored anew with another key, all of it or nothing')
    .requiredOption('--new-key-file <file>', 'the new key, made with "secrets create-key"')
    .option('--dry-run', 'open everything and seal it anew, but store nothing')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nThe key that was is the configured one. Processes that run keep what they opened; they need the new key at their next start.\n\nExamples:\n  secrets create-key keys/2026-12.key\n  secrets rotate --new-key-file keys/2026-12.key',
    )
    .action(
      async (
        { newKeyFile, json, dryRun = false }: Json & { newKeyFile: string; dryRun?: boolean },
        command: Command,
      ) => {
        const { config } = loaded(command);
        const from = requireKey(config);
        const to = readSecretsKeyFile(newKeyFile);
        if (from.id === to.id)
          throw new CodedError(
            'secrets.same-key',
            `${newKeyFile} holds the key that is configured already; make another with: secrets create-key FILE`,
          );
        const count = await withSecretDatabase(config, (database) =>
          rotateSecrets(database, { from, to, now: systemClock.now(), dryRun }),
        );
        if (json) printJson({ from: from.id, to: to.id, secrets: count, dryRun });
        else if (dryRun) printLine(`${count} secrets open with key ${from.id} and can be sealed with ${to.id}.`);
        else
          printLine(
            `${count} secrets are sealed with key ${to.id} now. Set SECRETS_KEY_FILE=${newKeyFile} (or SECRETS_KEY) wherever ${from.id} was set, restart those agents, then destroy ${from.id}.`,
          );
      },
    );
}

function addRemove(secrets: Command): void {
  secrets
    .command('remove')
    .description('forget a stored secret')
    .argument('<venue>', 'polymarket or kalshi')
    .argument('<name>', `one of: ${names}`)
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  secrets remove kalshi privateKey\n  secrets remove polymarket rpcUrl --yes')
    .action(async (venue: string, name: string, { json, yes }: Json & { yes?: boolean }, command: Command) => {
      const place = secretName(venue, name);
      const { config } = loaded(command);
      if (!yes && !(await confirm(`Forget ${venue} ${name}? Nobody can bring it back.`))) return;
      const removed = await withSecretDatabase(config, (database) => removeSecret(database, place, systemClock.now()));
      if (json) printJson({ ...place, removed });
      else printLine(removed ? `${venue} ${name} is forgotten.` : `${venue} ${name} was not stored.`);
      process.exitCode = removed ? 0 : 1;
    });
}

function addCreateKey(secrets: Command): void {
  secrets
    .command('create-key')
    .description('make a new key in a file that only its owner can read')
    .argument('<file>', 'which must not be there yet')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nKeep a copy where the database is not: without it, nothing that it sealed can ever be read.\n\nExample:\n  secrets create-key ~/.pm-arbitrage.key',
    )
    .action((file: string, { json }: Json) => {
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
      } catch (cause) {
        throw new CodedError('secrets.key-file', `No key was made: ${messageOf(cause)}`, { file }, { cause });
      }
      const { id } = readSecretsKeyFile(file);
      if (json) printJson({ file, key: id });
      else
        printLine(`Key ${id} is in ${file}. Set SECRETS_KEY_FILE=${file}, and keep a copy where the database is not.`);
    });
}
