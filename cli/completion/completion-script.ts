import type { CommandNode } from './command-tree.js';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** A script that completes commands and options of the program in a shell. */
export function completionScript(shell: Shell, program: string, tree: readonly CommandNode[]): string {
  switch (shell) {
    case 'bash':
      return bash(program, tree);
    case 'zsh':
      return zsh(program, tree);
    case 'fish':
      return fish(program, tree);
  }
}

const functionName = (program: string) => `_${program.replaceAll(/\W/g, '_')}`;
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const valueFlags = (tree: readonly CommandNode[]) => [
  ...new Set(tree.flatMap(({ options }) => options.filter(({ takesValue }) => takesValue).map(({ flag }) => flag))),
];
/** The global options, which every command takes. */
const globalFlags = (tree: readonly CommandNode[]) => tree[0]?.options.map(({ flag }) => flag) ?? [];
const wordsOf = (tree: readonly CommandNode[], { options, subcommands }: CommandNode) => [
  ...subcommands.map(({ name }) => name),
  ...new Set([...options.map(({ flag }) => flag), ...globalFlags(tree)]),
];

/** Walks the words before the cursor to the command that they name, as a case of a shell. */
const walk = (tree: readonly CommandNode[], word: string) => `
    case "${word}" in
      ${valueFlags(tree).join('|')}) skip=1; continue ;;
      -*) continue ;;
    esac
    case "$path $word" in
      ${tree
        .filter(({ path }) => path !== '')
        .map(({ path }) => quoted(` ${path}`))
        .join('|')}) path="$path $word" ;;
    esac`;

function bash(program: string, tree: readonly CommandNode[]): string {
  const name = functionName(program);
  return `# Completion of ${program} for bash: source <(${program} completion bash)
${name}() {
  local path="" word skip=0 i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if ((skip)); then skip=0; continue; fi${walk(tree, '$word')}
  done
  if ((skip)); then COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")); return; fi
  local words=""
  case "$path" in
${tree.map((node) => `    ${quoted(node.path === '' ? '' : ` ${node.path}`)}) words=${quoted(wordsOf(tree, node).join(' '))} ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F ${name} ${program}
`;
}

function zsh(program: string, tree: readonly CommandNode[]): string {
  const name = functionName(program);
  const described = ({ options, subcommands }: CommandNode) =>
    [
      ...subcommands.map((one) => [one.name, one.description] as const),
      ...[...options, ...(tree[0]?.options ?? [])].map((one) => [one.flag, one.description] as const),
    ].map(([word, description]) => quoted(`${word}:${description.replaceAll(':', '\\:')}`));
  return `#compdef ${program}
# Completion of ${program} for zsh: source <(${program} completion zsh)
${name}() {
  local path="" word skip=0 i
  local -a options
  for ((i = 2; i < CURRENT; i++)); do
    word="\${words[i]}"
    if ((skip)); then skip=0; continue; fi${walk(tree, '$word')}
  done
  if ((skip)); then _files; return; fi
  case "$path" in
${tree
  .map(
    (node) =>
      `    ${quoted(node.path === '' ? '' : ` ${node.path}`)}) options=(${[...new Set(described(node))].join(' ')}) ;;`,
  )
  .join('\n')}
  esac
  _describe ${quoted(program)} options
}
compdef ${name} ${program}
`;
}

function fish(program: string, tree: readonly CommandNode[]): string {
  const lines = tree.flatMap((node) => {
    const words = node.path.split(' ').filter(Boolean);
    const others = node.subcommands.map(({ name }) => name).join(' ');
    const here = words.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
    const when =
      words.length === 0
        ? '__fish_use_subcommand'
        : others === ''
          ? here
          : `${here}; and not __fish_seen_subcommand_from ${others}`;
    return [
      ...node.subcommands.map(
        ({ name, description }) => `complete -c ${program} -f -n ${quoted(when)} -a ${name} -d ${quoted(description)}`,
      ),
      ...node.options.map(({ flag, description, takesValue }) => {
        const condition = words.length === 0 ? '' : ` -n ${quoted(here)}`;
        return `complete -c ${program}${condition} -l ${flag.slice(2)}${takesValue ? ' -r' : ''} -d ${quoted(description)}`;
      }),
    ];
  });
  return `# Completion of ${program} for fish: ${program} completion fish | source\n${lines.join('\n')}\n`;
}
