import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import type {
  ChatAnswer,
  ChatAsker,
  ChatCommandInfo,
  ChatHandlers,
  ChatService,
} from '@pm-arbitrage/core/ports/chat-service.js';
import {
  type APIInteractionGuildMember,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  Client,
  Events,
  GatewayIntentBits,
  type GuildMember,
  MessageFlags,
  type MessageReaction,
  type PartialMessageReaction,
  type PartialUser,
  Partials,
  REST,
  Routes,
  type User,
} from 'discord.js';
import { escapeMarkdown } from '../alerts/discord/discord-text.js';
import { fitText } from '../alerts/text/fit-text.js';
import { plainText } from '../alerts/text/plain-text.js';
import { ReactionBook } from './reaction-book.js';

const LONGEST = 2_000;
const LABEL = 80;
/** Commands take a word or a line; all are text. */
const STRING_OPTION = 3;
const ROW = 5;

export interface DiscordOptions {
  readonly url: string;
  readonly botToken: string;
  readonly guildId: string;
  /** Where it speaks by itself. */
  readonly channelId: string;
  readonly log: Pick<Logger, 'warn'>;
}

/** A Discord bot over the gateway: slash commands, answers that only the asker sees, buttons, reactions to what it posts. */
export class DiscordService implements ChatService {
  readonly #options: DiscordOptions;
  readonly #client: Client;
  readonly #rest: REST;
  readonly #reactions = new ReactionBook();
  #trouble: string | null = null;

  constructor(options: DiscordOptions) {
    this.#options = options;
    const rest = { api: options.url, version: '10' };
    this.#client = new Client({
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessageReactions],
      // What it posted is not in its memory, so reactions to it come as partials.
      partials: [Partials.Message, Partials.Reaction, Partials.User, Partials.GuildMember],
      rest,
      allowedMentions: { parse: [] },
    });
    this.#rest = new REST(rest).setToken(options.botToken);
  }

  async start(handlers: ChatHandlers, commands: readonly ChatCommandInfo[]): Promise<void> {
    const { botToken, log } = this.#options;
    const client = this.#client;
    const failed = (error: unknown) => log.warn({ error: messageOf(error) }, 'Discord interaction not answered');
    client.on(Events.Error, failed);
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isChatInputCommand()) this.#command(interaction, handlers).catch(failed);
      else if (interaction.isButton()) this.#press(interaction, handlers).catch(failed);
    });
    client.on(Events.MessageReactionAdd, (reaction, user) => {
      this.#react(reaction, user, handlers).catch(failed);
    });
    client.once(Events.ClientReady, ({ application }) => {
      this.#trouble = null;
      this.#register(application.id, commands).catch((error: unknown) => {
        this.#trouble = `commands not registered: ${messageOf(error)}`;
        log.warn({ error: this.#trouble }, 'Discord bot');
      });
    });
    await client.login(botToken).catch((error: unknown) => {
      this.#trouble = `${messageOf(error)}; check DISCORD_BOT_TOKEN`;
      throw error;
    });
  }

  async post(answer: ChatAnswer): Promise<void> {
    const id = await this.#say(answer);
    answer.onSent?.(id);
    for (const emoji of this.#reactions.note(id, answer.buttons ?? []))
      await this.#rest
        .put(Routes.channelMessageOwnReaction(this.#options.channelId, id, encodeURIComponent(emoji)))
        // Without the right to react the buttons remain, and so do reactions that persons begin.
        .catch((error: unknown) => this.#options.log.warn({ error: messageOf(error) }, 'Discord reaction not offered'));
  }

  /** @param to the message that it answers @returns the id of the new one */
  async #say(answer: ChatAnswer, to?: string): Promise<string> {
    const reference = to === undefined ? {} : { message_reference: { message_id: to, fail_if_not_exists: false } };
    const body = { ...contentOf(answer), ...reference, allowed_mentions: { parse: [] } };
    const sent = await this.#rest.post(Routes.channelMessages(this.#options.channelId), { body });
    return (sent as { id: string }).id;
  }

  health() {
    return { connected: this.#client.isReady(), trouble: this.#trouble };
  }

  async stop(): Promise<void> {
    await this.#client.destroy();
  }

  /** For our server alone; nobody without a permission that the server's owner gives sees them. */
  async #register(application: string, commands: readonly ChatCommandInfo[]): Promise<void> {
    const body = commands.map(({ name, about, words }) => ({
      name,
      description: about.slice(0, 100),
      type: 1,
      options:
        words === null
          ? []
          : [
              {
                type: STRING_OPTION,
                name: words.name,
                description: words.about.slice(0, 100),
                required: words.required,
              },
            ],
    }));
    await this.#rest.put(Routes.applicationGuildCommands(application, this.#options.guildId), { body });
  }

  async #command(interaction: ChatInputCommandInteraction, handlers: ChatHandlers): Promise<void> {
    const asker = this.#asker(interaction);
    // Within three seconds, whatever the database does; only the asker sees the answer.
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const words = interaction.options.data.map(({ value }) => String(value)).join(' ');
    const answer =
      asker === null ? null : await handlers.command({ ...asker, name: interaction.commandName, words: words.trim() });
    const sent = await interaction.editReply(contentOf(answer ?? { text: 'You may not use this here.' }));
    answer?.onSent?.(sent.id);
  }

  async #press(interaction: ButtonInteraction, handlers: ChatHandlers): Promise<void> {
    const asker = this.#asker(interaction);
    await interaction.deferReply(interaction.customId.startsWith('ack:') ? {} : { flags: MessageFlags.Ephemeral });
    const press = { data: interaction.customId, message: interaction.message.id };
    const answer = asker === null ? null : await handlers.press({ ...asker, ...press });
    const sent = await interaction.editReply(contentOf(answer ?? { text: 'You may not use this here.' }));
    answer?.onSent?.(sent.id);
  }

  /** Who may not is told nothing: everybody would read it. */
  async #react(
    { emoji, message }: MessageReaction | PartialMessageReaction,
    user: User | PartialUser,
    handlers: ChatHandlers,
  ): Promise<void> {
    const data = this.#reactions.meaning(message.id, emoji.name ?? '');
    if (data === null || user.bot || message.guildId !== this.#options.guildId) return;
    // The event itself brought the member, with the roles of this moment.
    const member = message.guild?.members.resolve(user.id) ?? null;
    const asker = { person: user.id, roles: member === null ? [] : rolesOf(member), chat: message.channelId };
    const answer = await handlers.press({ ...asker, data, message: message.id });
    if (answer !== null && answer.refused === undefined) await this.#say(answer, message.id);
  }

  /** Null outside of our server. */
  #asker({ guildId, member, user, channelId }: ChatInputCommandInteraction | ButtonInteraction): ChatAsker | null {
    if (guildId !== this.#options.guildId || member === null || user.bot) return null;
    return { person: user.id, roles: rolesOf(member as GuildMember | APIInteractionGuildMember), chat: channelId };
  }
}

/** As the service sends them, or as the library keeps them. */
const rolesOf = ({ roles }: GuildMember | APIInteractionGuildMember): readonly string[] =>
  Array.isArray(roles) ? roles : [...roles.cache.keys()];

function contentOf({ text, buttons = [] }: ChatAnswer) {
  const all = buttons.map(({ label, data }) => ({
    type: 2 as const,
    style: 1 as const,
    label: fitText(label, LABEL),
    custom_id: data,
  }));
  const rows = [];
  for (let from = 0; from < all.length; from += ROW)
    rows.push({ type: 1 as const, components: all.slice(from, from + ROW) });
  return { content: fitText(plainText(text), LONGEST, escapeMarkdown), components: rows };
}
