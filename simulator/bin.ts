#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { startSimulator } from './start-simulator.js';

const USAGE = `simulator [--seed 1] [--origin UNIX_MS] [--speed 1] [--host 127.0.0.1] [--matches FILE]
  [--kalshi-port N] [--gamma-port N] [--clob-port N] [--data-port N] [--polymarket-ws-port N] [--geoblock-port N]
  [--polymarket-rpc-port N] [--control-port N]
Every option can also be given as SIMULATOR_SEED, SIMULATOR_KALSHI_PORT and so on. Without --origin the world begins
now; a simulator that is to continue another one needs the same seed and origin.
Prints one JSON line with its endpoints, seed and origin when it is ready.`;

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    seed: text,
    origin: text,
    speed: text,
    host: text,
    matches: text,
    'kalshi-port': text,
    'gamma-port': text,
    'clob-port': text,
    'data-port': text,
    'polymarket-ws-port': text,
    'geoblock-port': text,
    'polymarket-rpc-port': text,
    'control-port': text,
    help: { type: 'boolean' },
  },
});

type Name = Exclude<keyof typeof values, 'help'>;

const setting = (name: Name): string | undefined =>
  values[name] ?? process.env[`SIMULATOR_${name.toUpperCase().replaceAll('-', '_')}`];

function number(name: Name, fallback: number): number {
  const given = setting(name);
  const value = given === undefined ? fallback : Number(given);
  if (Number.isFinite(value) && value >= 0) return value;
  process.stderr.write(`--${name} ${given} is not a number\n${USAGE}\n`);
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
  ports: {
    kalshi: number('kalshi-port', 0),
    gamma: number('gamma-port', 0),
    clob: number('clob-port', 0),
    data: number('data-port', 0),
    polymarketWs: number('polymarket-ws-port', 0),
    geoblock: number('geoblock-port', 0),
    polymarketRpc: number('polymarket-rpc-port', 0),
    control: number('control-port', 0),
  },
  ...(matchesFile === undefined ? {} : { matchesFile }),
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void simulator.close().then(() => process.exit(0)));
}
process.stdout.write(`${JSON.stringify({ ...simulator.endpoints, seed, origin })}\n`);
