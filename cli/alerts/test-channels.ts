import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import type { AlertChannelName } from '@pm-arbitrage/core/domain/alert-channel-name.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { AlertChannel } from '@pm-arbitrage/core/ports/alert-channel.js';
import type { Ids } from '@pm-arbitrage/core/random/ids.js';

/** Thrown when there is no channel to try. */
export class NoChannelError extends CodedError {}

export interface ChannelTrial {
  readonly channel: AlertChannelName;
  /** Why it did not take the message, and what to do; null: it did. */
  readonly problem: string | null;
}

const PATIENCE_MS = 15_000;

/**
 * Sends a message that says it is a test to the channels that are set up, or to the named one, all at once.
 * @throws NoChannelError
 */
export async function testChannels(
  channels: readonly AlertChannel[],
  named: string | null,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): Promise<readonly ChannelTrial[]> {
  const wanted = named === null ? channels : channels.filter(({ name }) => name === named);
  if (wanted.length === 0)
    throw new NoChannelError(
      'alerts.channel',
      `${named === null ? 'No alert channel is set up' : `The channel "${named}" is not set up`}; ${known(channels)}. docs/alerts.md and .env.example say which keys each needs.`,
      { named },
    );
  return Promise.all(wanted.map((channel) => tryChannel(channel, clock, ids.next())));
}

async function tryChannel(channel: AlertChannel, clock: Clock, id: string): Promise<ChannelTrial> {
  const { name } = channel;
  const patience = new AbortController();
  const late = sleep(clock, PATIENCE_MS, patience.signal).then(() => {
    if (patience.signal.aborted) return;
    patience.abort();
    throw new Error(`no answer within ${PATIENCE_MS / 1_000} s`);
  });
  const message = {
    id,
    alertId: id,
    tier: 'important' as const,
    kind: 'test',
    title: 'A test of this channel',
    body: 'Whoever reads this will hear of the alerts of the swarm here. Nothing has happened. <b>This</b> & *that* stay as they are.',
    source: 'operator',
    at: clock.now(),
    repeat: 0,
  };
  try {
    await Promise.race([channel.send(message, patience.signal), late]);
    return { channel: name, problem: null };
  } catch (error) {
    return { channel: name, problem: messageOf(error) };
  } finally {
    patience.abort();
    channel.close();
  }
}

const known = (channels: readonly AlertChannel[]): string =>
  channels.length === 0 ? 'none is' : `those that are: ${channels.map(({ name }) => name).join(', ')}`;
