import { fileURLToPath } from 'node:url';
import { environmentKeys } from '@pm-arbitrage/core/config/environment.js';
import { portOption, simulatorPortNames } from '@pm-arbitrage/simulator/simulator-ports.js';
import type { WorldIdentity } from '../demo/world-file.js';
import type { ChildSpec } from './child.js';

type Spec = Omit<ChildSpec, 'logFile'>;
type Environment = Readonly<Record<string, string | undefined>>;

const cli = fileURLToPath(new URL('../main.js', import.meta.url));

/** The simulator as a process of its own; fixed ports, in the order of their names, so that it comes back under the same addresses. */
export function simulatorSpec(world: WorldIdentity, ports: readonly number[], dataDir: string, env: Environment): Spec {
  const { seed, origin, speed, ruleChangesAt } = world;
  const options = { seed, origin, speed, 'rule-changes-at': ruleChangesAt.join(',') };
  return {
    name: 'simulator',
    script: fileURLToPath(import.meta.resolve('@pm-arbitrage/simulator/bin.js')),
    ready: 'line',
    args: [
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
      ...simulatorPortNames.flatMap((name, index) => [`--${portOption(name)}`, String(ports[index])]),
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
