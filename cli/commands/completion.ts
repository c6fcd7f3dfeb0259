import { type Command, Option } from 'commander';
import { commandTree } from '../completion/command-tree.js';
import { completionScript, type Shell, shells } from '../completion/completion-script.js';
import { printJson } from '../print.js';
import { createProgram } from '../program.js';

export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print a script that completes commands and options in your shell')
    .argument('<shell>', `one of ${shells.join(', ')}`)
    .addOption(new Option('--json', 'print one JSON document: every command with what can follow it'))
    .addHelpText(
      'after',
      `
Completes the command pm-arbitrage: alias pm-arbitrage="node $PWD/cli/dist/main.js" makes it one.

Examples:
  completion bash >> ~/.bashrc
  completion zsh > ~/.zfunc/_pm-arbitrage
  completion fish > ~/.config/fish/completions/pm-arbitrage.fish`,
    )
    .action(async (shell: string, { json }: { json?: boolean }, command: Command) => {
      const known = shells.find((one): one is Shell => one === shell);
      if (known === undefined) command.error(`error: completion is made for ${shells.join(', ')}, not for "${shell}"`);
      const tree = commandTree(await createProgram());
      if (json) printJson({ shell, commands: tree });
      else process.stdout.write(completionScript(known, program.name(), tree));
    });
}
