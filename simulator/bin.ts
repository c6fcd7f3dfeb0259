#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { portOption, simulatorPortNames } from './simulator-ports.js';
import { startSimulator } from './start-simulator.js';

const usage = (names: readonly string[]) => `simulator [--seed 1] [--origin UNIX_MS] [--speed 1] [--host 127.0.0.1]
  [--matches FILE] [--rule-changes-at UNIX_MS,…]
  ${names.map((name) => `[--${name} N]`).join(' ')}
Every option can also be given as SIMULATOR_SEED, SIMULATOR_KALSHI_PORT and so on. Without --origin the world begins
now; a simulator that is to continue another one needs the same seed and origin.
Prints one JSON line with its endpoints, seed and origin when it is ready.`;

const text = { type: 'string' } as const;
const portOptions = simulatorPortNames.map(portOption);
const USAGE = usage(portOptions);
const { values } = parseArgs({
  options: {
    seed: text,
    origin: text,
    speed: text,
    host: text,
    matches: text,
    'rule-changes-at': text,
    ...Object.fromEntries(portOptions.map((name) => [name, text])),
    help: { type: 'boolean' },
  },
});

function setting(name: string): string | undefined {
  const given = (values as Readonly<Record<string, unknown>>)[name];
  return typeof given === 'string' ? given : process.env[`SIMULATOR_${name.toUpperCase().replaceAll('-', '_')}`];
}

function number(name: string, fallback: number): number {
  const given = setting(name);
  const value = given === undefined ? fallback : Number(given);
  if (Number.isFinite(value) && value >= 0) return value;
  process.stderr.write(`--${name} ${given} is not a number\n${USAGE}\n`);
  process.exit(2);
}

/** Numbers with commas between them; none unless given. */
function numbers(name: string): readonly number[] {
  const given = setting(name) ?? '';
  const found = given === '' ? [] : given.split(',').map(Number);
  if (found.every((value) => Number.isFinite(value) && value >= 0)) return found;
  process.stderr.write(`--${name} ${given} is not a list of numbers\n${USAGE}\n`);
  process.exit(2);
}

if (values.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}

const seed = number('seed', 1);
const origin = number('origin', systemClock.now());
const matchesFile = setting('matches');
const simulator = await startSimulator({
  seed,
  origin,
  clock: systemClock,
  speed: number('speed', 1),
  host: setting('host') ?? '127.0.0.1',
  ports: Object.fromEntries(simulatorPortNames.map((name) => [name, number(portOption(name), 0)])),
  ...(matchesFile === undefined ? {} : { matchesFile }),
  ruleChangesAt: numbers('rule-changes-at'),
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void simulator.close().then(() => process.exit(0)));
}
process.stdout.write(`${JSON.stringify({ ...simulator.endpoints, seed, origin })}\n`);
