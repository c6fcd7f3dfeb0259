import { platforms } from '../domain/platform.js';
import { channelRegistry } from './channels.js';

const names = channelRegistry.filter(({ delivery }) => delivery === 'durable').map(({ name }) => name);

/** Every durable stream there can be, those of a venue for each venue. */
export const durableStreams: readonly string[] = [
  ...new Set(names.flatMap((name) => platforms.map((platform) => name.replace('{platform}', platform)))),
];
