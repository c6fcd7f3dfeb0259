import type { ChatCommandDefinition } from '../chat/chat-command.js';
import { ack } from '../chat/commands/ack.js';
import { leaderboard, pnl, positions, trades } from '../chat/commands/lists.js';
import { status } from '../chat/commands/status.js';
import { halt, start, stop } from '../chat/commands/stops.js';

export const SERVICE = 'telegram';

/** What the Telegram bot can do. */
export const telegramCommands: readonly ChatCommandDefinition[] = [
  status,
  trades,
  pnl,
  positions,
  leaderboard,
  stop(SERVICE),
  start(SERVICE),
  halt(SERVICE),
  ack(SERVICE),
];
