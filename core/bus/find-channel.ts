import { CodedError } from '../errors/coded-error.js';
import type { Channel } from './channel.js';
import { channelRegistry } from './channels.js';

/** The channel that a stream name belongs to. @throws CodedError when the registry has none of that name. */
export function findChannel(stream: string): Channel<unknown> {
  for (const definition of channelRegistry) {
    const pattern = definition.name.replaceAll('.', '\\.').replaceAll(/\{[a-z]+\}/g, '[^.]+');
    if (new RegExp(`^${pattern}$`).test(stream)) return { stream, definition };
  }
  throw new CodedError('bus.unknown-channel', `No channel is called ${stream}; see core/bus/channels.ts`, { stream });
}
