import type { ChatCommandDefinition } from '../chat/chat-command.js';
import { positions } from '../chat/commands/lists.js';
import { approvePair, findMatches, listPairs, pausePair } from '../chat/commands/pairs.js';
import { status } from '../chat/commands/status.js';
import { halt } from '../chat/commands/stops.js';

export const SERVICE = 'discord';

/** What the Discord bot can do. */
export const discordCommands: readonly ChatCommandDefinition[] = [
  findMatches(SERVICE),
  approvePair(SERVICE),
  listPairs,
  pausePair(SERVICE),
  positions,
  status,
  halt(SERVICE),
];
