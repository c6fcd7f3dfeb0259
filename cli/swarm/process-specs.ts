import { fileURLToPath } from 'node:url';
import { environmentKeys } from '@pm-arbitrage/core/config/environment.js';
import type { WorldIdentity } from '../demo/world-file.js';
import type { ChildSpec } from './child.js';

type Spec = Omit<ChildSpec, 'logFile'>;
type Environment = Readonly<Record<string, string | undefined>>;

const cli = fileURLToPath(new URL('../main.js', import.meta.url));

/** Ports of the simulator, in the order of its options. */
export const simulatorPorts = ['kalshi', 'gamma', 'clob', 'data', 'polymarket-ws', 'geoblock', 'control'] as const;

/** The simulator as a process of its own; fixed ports, so that it comes back under the same addresses. */
export function simulatorSpec(world: WorldIdentity, ports: readonly number[], dataDir: string, env: Environment): Spec {
  const options = { seed: world.seed, origin: world.origin };
  return {
    name: 'simulator',
    script: fileURLToPath(import.meta.resolve('@pm-arbitrage/simulator/bin.js')),
    ready: 'line',
    args: [
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
      ...simulatorPorts.flatMap((name, index) => [`--${name}-port`, String(ports[index])]),
    ],
    cwd: dataDir,
    env,
  };
}

/** An agent that reads nothing but the given file: the variables of whoever started the demo are not the demo's. */
export function demoAgentSpec(name: string, configFile: string, dataDir: string, env: Environment): Spec {
  const kept = { ...env };
  for (const { variable } of environmentKeys) delete kept[variable];
  return {
    name,
    script: cli,
    ready: 'message',
    args: ['agent', name, '--paper', '--config', configFile],
    cwd: dataDir,
    env: kept,
  };
}

/** An agent with the options and variables that the supervisor was given, on a control port of its own. */
export function agentSpec(name: string, options: readonly string[], cwd: string, env: Environment): Spec {
  return {
    name,
    script: cli,
    ready: 'message',
    args: ['agent', name, ...options],
    cwd,
    env: { ...env, OPS_PORT: '0' },
  };
}
