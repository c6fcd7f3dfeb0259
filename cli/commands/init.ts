import { writeFileSync } from 'node:fs';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Command } from 'commander';
import { firstConfig, nextSteps } from '../init/first-config.js';
import type { GlobalOptions } from '../options.js';
import { printJson, printLine } from '../print.js';

interface InitOptions {
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export function addInit(program: Command): void {
  program
    .command('init')
    .description('write a first configuration, by asking')
    .option('--yes', 'ask nothing, take the defaults')
    .option('--force', 'write over a file that is there')
    .option('--dry-run', 'print what would be written')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nWrites config.yaml, or what --config names; asks for no key and no password.\n\nExamples:\n  init\n  init --yes --dry-run\n  init --config paper.yaml',
    )
    .action(async ({ yes, force, dryRun, json }: InitOptions, command: Command) => {
      const file = command.optsWithGlobals<GlobalOptions>().config ?? 'config.yaml';
      if (!yes && !process.stdin.isTTY)
        throw new CodedError('init.nobody', 'Nobody can be asked here; take the defaults with --yes');
      const { askAnswers, defaultAnswers } = await import('../init/ask-answers.js');
      const answers = yes ? defaultAnswers : await askAnswers();
      const text = firstConfig(answers);
      if (!dryRun) write(file, text, force ?? false);
      const next = nextSteps(file, answers);
      if (json) printJson({ file, written: !dryRun, text, next });
      else if (dryRun) process.stdout.write(text);
      else {
        printLine(`${file} is written. Next:`);
        for (const step of next) printLine(`  ${step}`);
      }
    });
}

function write(file: string, text: string, force: boolean): void {
  try {
    writeFileSync(file, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new CodedError(
      'init.file',
      isThere
        ? `${file} is there already, and was left as it is. Write over it with --force, or name another with --config.`
        : `${file} was not written: ${messageOf(cause)}`,
      { file },
      { cause },
    );
  }
}
