import { Command, Option } from 'commander';
import { commands } from './commands.js';
import { parseLevel, parseShare } from './options.js';

/** What every exit code means, for the help and docs/cli.md. */
export const exitCodes: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'done'],
  [
    1,
    'done, and something needs a look: accounts differ, a halt was not acknowledged by all, the doctor found something',
  ],
  [2, 'not done: a wrong option or configuration, or something could not be reached; the message says what to do'],
];

/** Ends the process as an error of usage does. */
const REFUSED = 2;

/**
 * The command line. `names` are the commands that are loaded: starting `halt` must not wait for what only `demo` needs.
 */
export async function createProgram(names: readonly string[] = Object.keys(commands)): Promise<Command> {
  const program = new Command('pm-arbitrage')
    .description('An agent swarm that finds and trades mispricings on prediction markets inside hard risk limits')
    .option('--config <file>', 'configuration file (default: config.yaml where there is one)')
    .option('--data-dir <folder>', 'where data, halt file and keys lie (default: DATA_DIR, else .data)')
    .option('--paper', 'force paper trading, whatever the configuration says')
    .addOption(
      new Option('--threshold <share>', 'net profit that a trade must promise, as 0.005 or 0.5%').argParser(parseShare),
    )
    .addOption(
      new Option('--log-level <level>', 'trace, debug, info, warn, error, fatal or silent').argParser(parseLevel),
    )
    .showHelpAfterError('(--help shows options and examples)')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : REFUSED))
    .addHelpText(
      'after',
      [
        '',
        'Variables are read from the environment and from .env; see .env.example. Every command that prints takes --json.',
        'A command with --help shows its options with examples; docs/cli.md has all of them on one page.',
        '',
        'Exit codes:',
        ...exitCodes.map(([code, meaning]) => `  ${code}  ${meaning}`),
      ].join('\n'),
    );
  for (const name of names) (await commands[name]?.())?.(program);
  return program;
}
