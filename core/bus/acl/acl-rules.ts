import type { AgentName } from '../../domain/agent-names.js';
import type { ChannelDefinition } from '../channel.js';
import { channelRegistry } from '../channels.js';
import { deadKeyOf } from '../dead-stream.js';

/**
 * What every connection does that ioredis or the bus opens. `scan` tells names of keys and nothing that is in them;
 * `unblock` ends one's own wait.
 */
const CONNECT =
  '+ping +hello +auth +select +quit +info +client|setname +client|id +client|unblock +multi +exec +discard +scan';
/** `eval` runs the script that appends; each command in it is held against these rules again. */
const PUBLISH = '+eval +xadd +xtrim +xinfo +xpending';
const FOLLOW = '+xread +xinfo';
const CONSUME = '+xreadgroup +xack +xgroup|create +xclaim +xautoclaim +xpending +xinfo +xtrim';
const PARK = '+xadd +xrange';
/** What the operator does to durable streams: look at their groups, and remove those that nobody reads with any more. */
const TEND_GROUPS = '+xinfo +xgroup|destroy';
const READ_STATE = '+get +mget';
const WRITE_STATE = '+set +get +del';

/** A literal part of a pattern. */
const literal = (text: string): string => text.replaceAll(/[\\*?[\]^]/g, String.raw`\$&`);
const patternOf = (prefix: string, { name }: ChannelDefinition<unknown>): string =>
  literal(prefix) +
  name
    .split(/\{[a-z]+\}/)
    .map(literal)
    .join('*');
const selector = (commands: string, keys: readonly string[]): string[] =>
  keys.length === 0 ? [] : [`(${commands} ${keys.join(' ')})`];

/**
 * What one agent may do in Redis, as the words of `ACL SETUSER` (Redis 7): connect, publish to the channels that the
 * registry lets it write, read those that it may read, park what it cannot handle, tell its heartbeat; the operator also
 * removes consumer groups. Everything else is refused by Redis itself, whatever runs in the agent's process.
 * @param prefix what `services.redisPrefix` puts before every key
 */
export function aclRules(agent: AgentName, prefix: string): readonly string[] {
  const written = channelRegistry.filter(({ publishers }) => publishers.includes(agent));
  const read = channelRegistry.filter(({ subscribers }) => subscribers.includes(agent));
  const durable = read.filter(({ delivery }) => delivery === 'durable');
  const followed = read.filter(({ delivery }) => delivery !== 'durable');
  const tended = agent === 'operator' ? channelRegistry.filter(({ delivery }) => delivery === 'durable') : [];
  const hot = `${literal(prefix)}hot:`;
  const parked = (channel: ChannelDefinition<unknown>): string =>
    `~${deadKeyOf(literal(prefix), '')}${patternOf('', channel)}`;
  return [
    'resetkeys',
    'resetchannels',
    '-@all',
    ...CONNECT.split(' '),
    ...selector(
      PUBLISH,
      written.map((channel) => `~${patternOf(prefix, channel)}`),
    ),
    ...selector(
      FOLLOW,
      followed.map((channel) => `%R~${patternOf(prefix, channel)}`),
    ),
    ...selector(
      CONSUME,
      durable.map((channel) => `~${patternOf(prefix, channel)}`),
    ),
    ...selector(PARK, durable.map(parked)),
    ...selector(
      TEND_GROUPS,
      tended.map((channel) => `~${patternOf(prefix, channel)}`),
    ),
    ...selector(WRITE_STATE, [`~${hot}heartbeat:${agent}*`, ...(agent === 'venue-watcher' ? [`~${hot}book:*`] : [])]),
    ...selector(READ_STATE, [`%R~${hot}*`]),
  ];
}
