#!/usr/bin/env node
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { Command } from 'commander';

/** Something was refused, missing or unreadable, and the message says what to do. */
const REFUSED = 2;

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const program = new Command('pm-arbitrage')
  .description('An agent swarm that finds and trades mispricings on prediction markets inside hard risk limits')
  .option('--config <file>', 'configuration file (default: config.yaml where there is one)')
  .option('--data-dir <folder>', 'where data, halt file and keys lie (default: DATA_DIR, else .data)')
  .option('--paper', 'force paper trading, whatever the configuration says')
  .option('--log-level <level>', 'trace, debug, info, warn, error or silent')
  .showHelpAfterError('(--help shows options and examples)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : REFUSED))
  .addHelpText(
    'after',
    `
Variables are read from the environment and from .env; see .env.example. Every command that prints takes --json.

Exit codes:
  0  done
  1  done, and something needs a look: accounts differ, a halt was not acknowledged by all
  2  not done: a wrong option or configuration, or something could not be reached; the message says what to do`,
  );

type Add = (program: Command) => void;

/** Every command with what loads it: starting `halt` must not wait for what only `demo` needs. */
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  demo: async () => (await import('./commands/demo.js')).addDemo,
  up: async () => (await import('./commands/up.js')).addUp,
  agent: async () => (await import('./commands/agent.js')).addAgent,
  halt: async () => (await import('./commands/halt.js')).addHalt,
  resume: async () => (await import('./commands/resume.js')).addResume,
  status: async () => (await import('./commands/status.js')).addStatus,
  opportunities: async () => (await import('./commands/opportunities.js')).addOpportunities,
  trades: async () => (await import('./commands/trades.js')).addTrades,
  positions: async () => (await import('./commands/positions.js')).addPositions,
  pnl: async () => (await import('./commands/pnl.js')).addPnl,
  cash: async () => (await import('./commands/cash.js')).addCash,
  fees: async () => (await import('./commands/fees.js')).addFees,
  decode: async () => (await import('./commands/decode.js')).addDecode,
  replay: async () => (await import('./commands/replay.js')).addReplay,
  match: async () => (await import('./commands/match.js')).addMatch,
  chaos: async () => (await import('./commands/chaos.js')).addChaos,
  db: async () => (await import('./commands/db.js')).addDb,
  config: async () => (await import('./commands/config.js')).addConfig,
  keys: async () => (await import('./commands/keys.js')).addKeys,
};

// Those that are named anywhere on the command line; all of them for the help and for a name that nobody knows.
const named = Object.keys(commands).filter((name) => process.argv.includes(name));
for (const name of named.length > 0 ? named : Object.keys(commands)) (await commands[name]?.())?.(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CodedError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = REFUSED;
}
