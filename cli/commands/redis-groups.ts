import { type GroupState, groupStates } from '@pm-arbitrage/core/bus/group-states.js';
import type { Command } from 'commander';
import { shortSpan } from '../format.js';
import { type GlobalOptions, readConfig } from '../options.js';
import { printJson, printLine, printTable } from '../print.js';
import { askRedis } from '../redis/ask-redis.js';
import { configuredGroups } from '../redis/configured-groups.js';
import { foreignGroups } from '../redis/foreign-groups.js';
import { forgetGroup } from '../redis/forget-group.js';

interface GroupsOptions {
  readonly forget?: string;
  readonly json?: boolean;
}

export function addRedisGroups(redis: Command): void {
  redis
    .command('groups')
    .description('who reads the durable streams, how far behind, and whether an agent of this configuration does')
    .option('--forget <group>', 'remove the group of an agent that shall never run again')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
A durable stream keeps every message until all of its groups have acknowledged it. The group of an agent that is gone never
does: Redis fills. "behind" are the messages that a group has not acknowledged, "idle" is how long ago it asked for some.
Agents that run here with another configuration are not known to this one: do not forget their groups. A forgotten group
that is read with again begins with the oldest message that is kept.

Examples:
  redis groups
  redis groups --json
  redis groups --forget strategy:cash-and-carry`,
    )
    .action(async ({ forget, json }: GroupsOptions, command: Command) => {
      const loaded = readConfig(command.optsWithGlobals<GlobalOptions>(), { sendsNoOrders: true });
      const { services } = loaded.config;
      const configured = configuredGroups(loaded);
      if (forget === undefined) {
        const states = await askRedis(services, (bus) => groupStates(bus, services.redisPrefix));
        if (json) printJson(states.map((state) => document(state, configured)));
        else printStates(states, configured);
        return;
      }
      const forgotten = await askRedis(services, (bus) => forgetGroup(bus, services.redisPrefix, forget, configured));
      if (json)
        printJson({ group: forget, streams: forgotten.map(({ stream, messages }) => ({ stream, behind: messages })) });
      else printForgotten(forget, forgotten);
    });
}

const UNKNOWN = 'unknown';

const document = ({ group, idleMs, messages, stream }: GroupState, configured: ReadonlyMap<string, string>) => ({
  group,
  stream,
  behind: messages,
  agent: configured.get(group) ?? null,
  idleMs,
});

function printStates(states: readonly GroupState[], configured: ReadonlyMap<string, string>): void {
  const foreign = foreignGroups(states, configured);
  printTable(
    states.map(({ group, idleMs, messages, stream }) => ({
      group,
      stream,
      behind: messages ?? UNKNOWN,
      agent: configured.get(group) ?? 'none here',
      idle: idleMs === null ? 'never read' : shortSpan(idleMs),
    })),
    'no group reads a durable stream yet',
  );
  if (foreign.length > 0)
    printLine(
      `No agent of this configuration reads with ${foreign.join(', ')}. Where nobody else does either: redis groups --forget NAME`,
    );
}

function printForgotten(group: string, forgotten: readonly GroupState[]): void {
  printLine(`${group} is forgotten. It had not acknowledged:`);
  printTable(
    forgotten.map(({ messages, stream }) => ({ stream, messages: messages ?? UNKNOWN })),
    '',
  );
  printLine('While the swarm runs, they go within seconds, as far as no other group needs them.');
}
