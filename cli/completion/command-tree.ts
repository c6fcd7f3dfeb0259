import type { Command } from 'commander';

/** What can follow a command on the command line. */
export interface CommandNode {
  /** The words that lead to it, without the program's name: "allocations pause". */
  readonly path: string;
  readonly subcommands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly { readonly flag: string; readonly description: string; readonly takesValue: boolean }[];
}

/** Every command of a program, the program itself first. */
export function commandTree(program: Command): readonly CommandNode[] {
  const visit = (command: Command, path: string): CommandNode[] => [
    {
      path,
      subcommands: command.commands.map((one) => ({ name: one.name(), description: oneLine(one.description()) })),
      options: [
        ...command.options.flatMap(({ description, long, required, optional }) =>
          long ? [{ flag: long, description: oneLine(description), takesValue: required || optional }] : [],
        ),
        { flag: '--help', description: 'display help', takesValue: false },
      ],
    },
    ...command.commands.flatMap((one) => visit(one, `${path} ${one.name()}`.trim())),
  ];
  return visit(program, '');
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
