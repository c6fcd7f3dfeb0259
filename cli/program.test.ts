import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { commandTree } from './completion/command-tree.js';
import { completionScript } from './completion/completion-script.js';
import { commandsPage } from './commands-page.js';
import { createProgram } from './program.js';

const program = await createProgram();

/** Commands that do something themselves, with the words that lead to them. */
const leaves = (command: Command, words: readonly string[] = []): (readonly [string, Command])[] =>
  command.commands.length === 0
    ? [[words.join(' '), command]]
    : command.commands.flatMap((one) => leaves(one, [...words, one.name()]));

const helpOf = (command: Command): string => {
  let text = '';
  command.configureOutput({ writeOut: (piece) => (text += piece) }).outputHelp();
  return text;
};

/** Print JSON lines, or talk to a person, whatever they are told. */
const WITHOUT_JSON: ReadonlySet<string> = new Set(['agent', 'match review', 'dashboard password']);

describe('every command', () => {
  const all = leaves(program);

  it.each(all)('"%s" says what it does, shows an example of itself, and prints JSON', (words, command) => {
    expect(command.description()).toMatch(/^[a-z].{10,}[^.]$/);
    const help = helpOf(command);
    expect(help).toMatch(/\nExamples?:\n/);
    expect(help.slice(help.search(/\nExamples?:\n/))).toContain(`  ${words}`);
    const hasJson = command.options.some(({ long }) => long === '--json');
    expect(hasJson).toBe(!WITHOUT_JSON.has(words));
    for (const { description, flags } of command.options) expect(`${flags}: ${description}`).toMatch(/: .{5,}/);
  });

  it('groups say what they are of', () => {
    const groups = program.commands.filter(({ commands }) => commands.length > 0);
    expect(groups.filter((group) => group.description().length < 10)).toEqual([]);
  });
});

it('docs/cli.md tells what the commands tell', () => {
  const path = new URL('../docs/cli.md', import.meta.url);
  if (process.env['UPDATE_DOCS'] === 'true') writeFileSync(path, commandsPage(program));
  expect(readFileSync(path, 'utf8')).toBe(commandsPage(program));
});

describe('completion', () => {
  const tree = commandTree(program);

  /** What bash offers for a line, the cursor at its end. */
  const offered = (line: string): readonly string[] => {
    const file = join(mkdtempSync(join(tmpdir(), 'completion-')), 'script');
    writeFileSync(file, completionScript('bash', 'pm-arbitrage', tree));
    const words = line.split(' ');
    const script = `source ${file}; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _pm_arbitrage; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\n').filter(Boolean);
  };

  it('offers commands, subcommands and options in bash, behind options with and without values', () => {
    expect(offered('pm-arbitrage hal')).toEqual(['halt']);
    expect(offered('pm-arbitrage --data-dir x --paper sta')).toEqual(['status']);
    expect(offered('pm-arbitrage secrets ro')).toEqual(['rotate']);
    expect(offered('pm-arbitrage secrets rotate --new')).toEqual(['--new-key-file']);
    expect(offered('pm-arbitrage up --de')).toEqual(['--demo']);
    expect(offered('pm-arbitrage trades --log')).toEqual(['--log-level']);
    expect(offered('pm-arbitrage halt --reason status --j')).toEqual(['--json']);
  });

  it.each(['bash', 'zsh', 'fish'] as const)('names every command and option for %s', (shell) => {
    const script = completionScript(shell, 'pm-arbitrage', tree);
    for (const { subcommands, options } of tree) {
      for (const { name } of subcommands) expect(script).toContain(name);
      for (const { flag } of options) expect(script).toContain(shell === 'fish' ? `-l ${flag.slice(2)}` : flag);
    }
  });
});
