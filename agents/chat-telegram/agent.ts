import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { counterOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { ChatDesk } from '../chat/chat-desk.js';
import { SERVICE, telegramCommands } from './telegram-commands.js';

/** Thrown where the bot was asked for and its keys are missing. */
export class TelegramUnsetError extends CodedError {}

/** Whether the configuration has a Telegram bot that somebody may talk to. */
export const wantsTelegram = ({ alerts: { telegram } }: Config): boolean =>
  telegram.botToken !== null && telegram.chatId !== null && telegram.users.length > 0;

/** Takes commands by Telegram from the persons and in the chats that the configuration names; answers nobody else. */
export const chatTelegram: AgentDefinition = {
  name: 'chat-telegram',
  reads: [],
  writes: ['system.commands'],

  async setup(context) {
    const { clock, config, log, metrics } = context;
    const { botToken, chatId, chats, url, users } = config.alerts.telegram;
    if (botToken === null || chatId === null)
      throw new TelegramUnsetError('chat.unset', 'Set TELEGRAM_BOT_TOKEN, TELEGRAM_CHAT_ID and TELEGRAM_USERS');
    const persons = new Set(users);
    const places = new Set([chatId, ...chats]);
    const refused = counterOf(metrics, told.chatRefused);
    const desk = new ChatDesk({
      parts: context,
      service: SERVICE,
      commands: telegramCommands,
      mayUse: ({ person, chat }) => persons.has(person) && places.has(chat),
      toStrangers: null,
      botToken,
      onRefused: (why) => {
        refused.inc({ service: SERVICE, why });
        log.warn({ why }, 'chat input refused');
      },
    });
    // Loaded only where there is a bot.
    const { TelegramService } = await import('@pm-arbitrage/adapters/chat/telegram-service.js');
    const service = new TelegramService({ url, botToken, chatId, clock, log });
    await service.start(desk, telegramCommands);
    return {
      details: () => {
        const { connected, trouble } = service.health();
        return { connected, ...(trouble === null ? {} : { trouble }) };
      },
      stop: () => service.stop(),
    };
  },
};
