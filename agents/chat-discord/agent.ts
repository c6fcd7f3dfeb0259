import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { counterOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { ChatDesk } from '../chat/chat-desk.js';
import { discordCommands, SERVICE } from './discord-commands.js';
import { Proposals } from './proposals.js';

/** Thrown where the bot was asked for and its keys are missing. */
export class DiscordUnsetError extends CodedError {}

/** Whether the configuration has a Discord bot that somebody may talk to. */
export const wantsDiscord = ({ alerts: { discord } }: Config): boolean =>
  discord.botToken !== null && discord.guildId !== null && discord.channelId !== null && discord.roles.length > 0;

/** Takes commands by Discord from members with a configured role, in the configured channel; proposes pairs there. */
export const chatDiscord: AgentDefinition = {
  name: 'chat-discord',
  reads: ['matched.markets'],
  writes: ['system.commands'],

  async setup(context) {
    const { bus, config, log, metrics, name } = context;
    const { botToken, channelId, guildId, roles, url } = config.alerts.discord;
    if (botToken === null || channelId === null || guildId === null)
      throw new DiscordUnsetError(
        'chat.unset',
        'Set DISCORD_BOT_TOKEN, DISCORD_GUILD_ID, DISCORD_CHANNEL_ID and DISCORD_ROLES',
      );
    const wanted = new Set(roles);
    const refused = counterOf(metrics, told.chatRefused);
    const desk = new ChatDesk({
      parts: context,
      service: SERVICE,
      commands: discordCommands,
      mayUse: ({ chat, roles: has }) => chat === channelId && has.some((role) => wanted.has(role)),
      toStrangers: 'You may not use this here: it takes a role, and the channel of the bot.',
      botToken,
      onRefused: (why) => {
        refused.inc({ service: SERVICE, why });
        log.warn({ why }, 'chat input refused');
      },
    });
    // Loaded only where there is a bot: it is much.
    const { DiscordService } = await import('@pm-arbitrage/adapters/chat/discord-service.js');
    const service = new DiscordService({ url, botToken, guildId, channelId, log });
    const proposals = new Proposals(context, desk, SERVICE);
    await service.start(desk, [...discordCommands, { name: 'help', about: 'what the bot can do', words: null }]);
    const matches = await bus.consume(channels.matchedMarkets, { group: name, consumer: name }, async (match) => {
      const proposal = await proposals.take(match);
      if (proposal !== null) await service.post(proposal);
    });
    return {
      details: () => {
        const { connected, trouble } = service.health();
        return { connected, ...(trouble === null ? {} : { trouble }) };
      },
      async stop() {
        await matches.close();
        await service.stop();
      },
    };
  },
};
