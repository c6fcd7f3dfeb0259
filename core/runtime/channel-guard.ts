import type { Bus } from '../bus/bus.js';
import { channelRegistry } from '../bus/channels.js';
import { CodedError } from '../errors/coded-error.js';
import { type AgentDefinition, groupsOf } from './agent.js';

/** Thrown when an agent touches a channel or group that it did not declare, or declares one the registry does not grant it. */
export class ChannelAccessError extends CodedError {}

/** Channels of the runtime itself, open to every agent. */
const runtimeChannels = new Set(['system.alerts', 'system.commands', 'system.heartbeats']);

/** @throws ChannelAccessError when the registry does not grant what the agent declares. */
export function checkDeclaration(definition: AgentDefinition): void {
  const check = (names: readonly string[], side: 'subscribers' | 'publishers') => {
    for (const name of names) {
      const channel = channelRegistry.find((candidate) => candidate.name === name);
      if (!channel?.[side].includes(definition.name)) {
        throw new ChannelAccessError(
          'agent.channel',
          `${definition.name} is not among the ${side} of ${name}; see core/bus/channels.ts`,
          { agent: definition.name, channel: name },
        );
      }
    }
  };
  check(definition.reads, 'subscribers');
  check(definition.writes, 'publishers');
}

/** The bus with everything but the declared channels and groups closed. */
export function guardBus(bus: Bus, definition: AgentDefinition): Bus {
  const allow = (
    channel: { readonly definition: { readonly name: string } },
    declared: readonly string[],
    verb: string,
  ) => {
    const { name } = channel.definition;
    if (declared.includes(name) || runtimeChannels.has(name)) return;
    throw new ChannelAccessError('agent.channel', `${definition.name} did not declare that it ${verb} ${name}`, {
      agent: definition.name,
      channel: name,
    });
  };
  const allowGroup = (group: string) => {
    if (groupsOf(definition).includes(group)) return;
    throw new ChannelAccessError(
      'agent.group',
      `${definition.name} did not declare that it reads with group ${group}`,
      {
        agent: definition.name,
        group,
      },
    );
  };
  return {
    publish(channel, payload, options) {
      allow(channel, definition.writes, 'writes');
      bus.publish(channel, payload, options);
    },
    publishDurable(channel, payload, options) {
      allow(channel, definition.writes, 'writes');
      return bus.publishDurable(channel, payload, options);
    },
    follow(channels, handler, options) {
      for (const channel of channels) allow(channel, definition.reads, 'reads');
      return bus.follow(channels, handler, options);
    },
    consume(channel, options, handler) {
      allow(channel, definition.reads, 'reads');
      allowGroup(options.group);
      return bus.consume(channel, options, handler);
    },
    counters: (stream) => bus.counters(stream),
    lags: () => bus.lags(),
    close: () => bus.close(),
  };
}
