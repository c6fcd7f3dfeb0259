import type { BusOptions } from './bus-options.js';
import type { ChannelDefinition } from './channel.js';
import type { Envelope, PublishOptions } from './envelope.js';

/** Puts a payload into its envelope. A message without a cause starts a trace of its own, named by its id. */
export function sealEnvelope<T>(
  bus: Pick<BusOptions, 'source' | 'clock' | 'ids'>,
  definition: ChannelDefinition<T>,
  payload: T,
  options?: PublishOptions,
): Envelope<T> {
  const id = options?.id ?? bus.ids.next();
  const publishTime = bus.clock.now();
  return {
    id,
    version: definition.version,
    eventTime: options?.eventTime ?? publishTime,
    publishTime,
    source: bus.source,
    trace: options?.because?.trace ?? id,
    cause: options?.because?.id ?? null,
    payload,
  };
}
