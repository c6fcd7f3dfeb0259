import type { Subscription } from '@pm-arbitrage/core/bus/bus.js';
import type { Channel } from '@pm-arbitrage/core/bus/channel.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Envelope } from '@pm-arbitrage/core/bus/envelope.js';
import { encodeEnvelope } from '@pm-arbitrage/core/bus/wire.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import type { SpoolWriter } from '@pm-arbitrage/core/recording/spool/spool-writer.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';

/** Of this reader, beside the one that every agent has for commands. */
export const RECORDING_GROUP = 'recording';

const durable = [
  ...platforms.map(channels.markets),
  channels.matchedMarkets,
  channels.ladders,
  channels.tradeRequests,
  channels.tradeApproved,
  channels.tradeWithdrawals,
  channels.tradeRejected,
  channels.tradeResults,
  channels.allocations,
  channels.alerts,
  channels.commands,
] as readonly Channel<unknown>[];

/**
 * Records what goes over the bus, in the order in which it arrives here. What oracles say is recorded by the oracles:
 * their channels are as many as there are symbols, and nobody can follow all of them.
 */
export async function followBus(
  { bus, clock, name }: Pick<AgentContext, 'bus' | 'clock' | 'name'>,
  writer: SpoolWriter,
): Promise<readonly Subscription[]> {
  const record = (stream: string, envelope: Envelope<unknown>) =>
    writer.record({ at: clock.now(), kind: 'message', label: stream, text: encodeEnvelope(envelope) });
  const followed = [
    ...platforms.map(channels.prices),
    ...platforms.map(channels.prints),
    channels.opportunities,
    channels.heartbeats,
  ] as readonly Channel<unknown>[];
  const onGap = (stream: string) =>
    writer.record({
      at: clock.now(),
      kind: 'event',
      label: stream,
      text: 'messages were trimmed before they were read',
    });
  return Promise.all([
    ...followed.map((channel) =>
      bus.follow([channel], (_payload, envelope) => record(channel.stream, envelope), { onGap }),
    ),
    ...durable.map((channel) =>
      bus.consume(channel, { group: RECORDING_GROUP, consumer: name }, async (_payload, envelope) => {
        record(channel.stream, envelope);
        // Acknowledged when it is with the system: killed right after, it is not lost.
        await writer.written();
      }),
    ),
  ]);
}
