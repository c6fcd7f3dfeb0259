import type { Command } from 'commander';
import { exitCodes } from './program.js';

/** Every command with its help, for docs/cli.md. */
export function commandsPage(program: Command): string {
  const parts = [
    '# The command line',
    '',
    'Made from the commands themselves; `UPDATE_DOCS=true npx vitest run cli/program.test.ts` writes it anew. In a checkout a',
    'command is `npm run cli -- <command>`; with `alias pm-arbitrage="node $PWD/cli/dist/main.js"` it is what stands here, and',
    '`completion` makes your shell complete it.',
    '',
    '| exit code | meaning |',
    '|---|---|',
    ...exitCodes.map(([code, meaning]) => `| ${code} | ${meaning} |`),
    '',
    '## Options of every command',
    '',
    ...options(program),
  ];
  for (const [words, command] of walk(program)) {
    parts.push('', `## ${words}`, '', sentence(command.description()));
    if (command.options.length > 0 || command.registeredArguments.length > 0) parts.push('', ...options(command));
    const more = helpAfter(command);
    if (more !== '') parts.push('', '```', more, '```');
  }
  return `${parts.join('\n')}\n`;
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '\\<');

function options({ options: flags, registeredArguments }: Command): readonly string[] {
  return [
    '| | |',
    '|---|---|',
    ...registeredArguments.map(
      (one) => `| \`${one.required ? `<${one.name()}>` : `[${one.name()}]`}\` | ${cell(one.description)} |`,
    ),
    ...flags.map(({ description, flags: words }) => `| \`${words}\` | ${cell(description)} |`),
  ];
}

function* walk(command: Command, words: readonly string[] = []): Generator<readonly [string, Command]> {
  for (const one of command.commands) {
    const path = [...words, one.name()];
    if (one.commands.length === 0) yield [path.join(' '), one];
    else yield* walk(one, path);
  }
}

/** What a command's help says behind its options: notes, JSON forms, examples. */
function helpAfter(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (piece) => (text += piece) }).outputHelp();
  return text.slice(command.helpInformation().length).trim();
}
