import type { Channel, Delivery } from './channel.js';

/** Stops a channel from being used in a way its delivery class does not offer. @throws TypeError */
export function requireDelivery<T>(channel: Channel<T>, wanted: 'durable' | 'broadcast', operation: string): void {
  const delivery: Delivery = channel.definition.delivery;
  if ((delivery === 'durable') !== (wanted === 'durable')) {
    throw new TypeError(`${operation} does not work on ${channel.stream}: it is a ${delivery} channel`);
  }
}
