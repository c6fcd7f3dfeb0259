import { randomUUID } from 'node:crypto';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { JsonRequest, JsonResponse } from '../../http/json-server.js';
import { type ChatServer, startChatServer } from '../chat-server.js';
import { checkContent, type DiscordContent } from './check-content.js';
import { discordIds as ids } from './discord-ids.js';
import { guildJson, memberJson, readyJson } from './discord-json.js';
import { Gateway } from './gateway.js';

const WEBHOOK = { id: '900000000000000006', token: 'hook-token' };
/** How long the service waits for a first answer to an interaction, ms. */
const DEADLINE_MS = 3_000;

export interface DiscordPost {
  readonly id: string;
  readonly channel: string;
  readonly by: 'bot' | 'webhook';
  readonly message: DiscordContent;
}

/** A command or a pressed button, and what the person sees as its answer. */
export interface DiscordTalk {
  readonly id: string;
  readonly token: string;
  readonly askedAt: number;
  /** Whether only the person sees it. */
  ephemeral: boolean;
  acknowledged: boolean;
  answer: DiscordContent | null;
  /** Of the message that answers it; known once it is there. */
  answerId: string | null;
}

/** Where a reaction comes from, and from whom, where it is not the usual one. */
export interface ReactionPlace {
  readonly guild?: string;
  readonly channel?: string;
  readonly bot?: boolean;
}

export interface DiscordStandIn extends Pick<ChatServer, 'url' | 'faults' | 'requests' | 'close'> {
  readonly webhookUrl: string;
  readonly posts: readonly DiscordPost[];
  readonly talks: readonly DiscordTalk[];
  readonly gateway: Gateway;
  /** The commands that the bot registered. */
  commands(): readonly { readonly name: string }[];
  /** A member gives a command. */
  command(
    from: string,
    roles: readonly string[],
    name: string,
    options?: Readonly<Record<string, string | number>>,
  ): DiscordTalk;
  /** The id of the message that answers a talk. */
  messageOf(talk: DiscordTalk): string;
  /** Reactions that the bot put under messages: "<message> <emoji>". */
  readonly ownReactions: readonly string[];
  /** A member puts an emoji under a message. */
  react(from: string, roles: readonly string[], emoji: string, messageId: string, place?: ReactionPlace): void;
  /** A member presses a button. */
  press(from: string, roles: readonly string[], customId: string, messageId?: string): DiscordTalk;
}

/** Discord's REST API and gateway for one bot in one server. @see https://docs.discord.com/developers */
export async function startDiscord(options: {
  readonly clock: Clock;
  readonly token: string;
}): Promise<DiscordStandIn> {
  const { clock, token } = options;
  const posts: DiscordPost[] = [];
  const talks: DiscordTalk[] = [];
  const ownReactions: string[] = [];
  let commands: readonly { readonly name: string }[] = [];
  let nextId = 1_000;
  let url = '';
  const newId = () => `9100000000000${String(nextId++).padStart(5, '0')}`;
  const post = (channel: string, by: DiscordPost['by'], message: DiscordContent): JsonResponse => {
    const errors = checkContent(message);
    if (Object.keys(errors).length > 0) return refuse(400, 50_035, 'Invalid Form Body', { errors });
    const same = message.enforce_nonce === true ? posts.find((one) => one.message.nonce === message.nonce) : undefined;
    const made = same ?? { id: newId(), channel, by, message };
    if (same === undefined) posts.push(made);
    return ok(messageJson(made, clock.now()));
  };
  const answered = (talk: DiscordTalk | undefined, message: DiscordContent): JsonResponse => {
    if (talk === undefined) return refuse(404, 10_015, 'Unknown Webhook');
    if (!talk.acknowledged) return refuse(404, 10_008, 'Unknown Message');
    const errors = checkContent(message);
    if (Object.keys(errors).length > 0) return refuse(400, 50_035, 'Invalid Form Body', { errors });
    talk.answer = message;
    talk.answerId ??= newId();
    return ok(messageJson({ id: talk.answerId, channel: ids.channel, by: 'bot', message }, clock.now()));
  };
  const callback = (talk: DiscordTalk | undefined, body: { readonly type: number; readonly data?: DiscordContent }) => {
    if (talk === undefined || clock.now() > talk.askedAt + DEADLINE_MS)
      return refuse(404, 10_062, 'Unknown interaction');
    if (talk.acknowledged) return refuse(400, 40_060, 'Interaction has already been acknowledged.');
    talk.acknowledged = true;
    talk.ephemeral = ((body.data?.flags ?? 0) & 64) !== 0;
    if (body.type === 4 || body.type === 7) talk.answer = body.data ?? null;
    return { status: 204, body: null };
  };
  const answer = ({ method, path, headers, body }: JsonRequest): JsonResponse => {
    const route = decodeURIComponent(path).replace(/^\/v10/, '');
    const read = <T>() => JSON.parse(body) as T;
    if (route === `/webhooks/${WEBHOOK.id}/${WEBHOOK.token}`) return post(ids.channel, 'webhook', read());
    const [, interaction, secret] = /^\/interactions\/(\d+)\/([^/]+)\/callback$/.exec(route) ?? [];
    if (interaction !== undefined)
      return callback(
        talks.find((one) => one.id === interaction && one.token === secret),
        read(),
      );
    const [, original] = /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/.exec(route) ?? [];
    if (original !== undefined)
      return answered(
        talks.find((one) => one.token === original),
        read(),
      );
    if (headers.authorization !== `Bot ${token}`) return refuse(401, 0, '401: Unauthorized');
    if (route === '/gateway/bot')
      return ok({
        url: url.replace('http:', 'ws:'),
        shards: 1,
        session_start_limit: { total: 1_000, remaining: 999, reset_after: 0, max_concurrency: 1 },
      });
    if (method === 'PUT' && route === `/applications/${ids.application}/guilds/${ids.guild}/commands`) {
      commands = read();
      return ok(
        commands.map((one) => ({ ...one, id: newId(), application_id: ids.application, version: '1', type: 1 })),
      );
    }
    const [, reacted, emoji] = /^\/channels\/\d+\/messages\/(\d+)\/reactions\/([^/]+)\/@me$/.exec(route) ?? [];
    if (method === 'PUT' && reacted !== undefined) {
      if (!posts.some(({ id }) => id === reacted)) return refuse(404, 10_008, 'Unknown Message');
      ownReactions.push(`${reacted} ${emoji}`);
      return { status: 204, body: null };
    }
    const [, channel] = /^\/channels\/(\d+)\/messages$/.exec(route) ?? [];
    if (method === 'POST' && channel !== undefined) {
      if (channel !== ids.channel) return refuse(404, 10_003, 'Unknown Channel');
      return post(channel, 'bot', read());
    }
    return refuse(404, 0, '404: Not Found');
  };
  const server = await startChatServer({
    clock,
    answer,
    tooMany: (retryAfterS) => ({
      status: 429,
      headers: { 'retry-after': String(Math.ceil(retryAfterS)), 'x-ratelimit-scope': 'user' },
      body: { message: 'You are being rate limited.', retry_after: retryAfterS, global: false },
    }),
    broken: (status) => refuse(status, 0, 'Internal Server Error'),
  });
  url = server.url;
  const gateway = new Gateway({
    clock,
    http: server.http,
    url: () => url.replace('http:', 'ws:'),
    token,
    ready: readyJson,
    guild: guildJson,
  });
  const interact = (
    from: string,
    roles: readonly string[],
    type: 2 | 3,
    data: object,
    message?: object,
  ): DiscordTalk => {
    const talk: DiscordTalk = {
      id: newId(),
      token: randomUUID(),
      askedAt: clock.now(),
      ephemeral: false,
      acknowledged: false,
      answer: null,
      answerId: null,
    };
    talks.push(talk);
    gateway.dispatch('INTERACTION_CREATE', {
      id: talk.id,
      application_id: ids.application,
      type,
      data,
      guild_id: ids.guild,
      channel_id: ids.channel,
      channel: { id: ids.channel, type: 0, guild_id: ids.guild, name: 'arbitrage' },
      member: memberJson(from, roles),
      token: talk.token,
      version: 1,
      locale: 'en-US',
      guild_locale: 'en-US',
      entitlements: [],
      authorizing_integration_owners: { '0': ids.guild },
      context: 0,
      attachment_size_limit: 0,
      ...(message === undefined ? {} : { message }),
    });
    return talk;
  };
  return {
    ...server,
    webhookUrl: `${url}/webhooks/${WEBHOOK.id}/${WEBHOOK.token}`,
    posts,
    talks,
    ownReactions,
    gateway,
    commands: () => commands,
    command(from, roles, name, given = {}) {
      const options_ = Object.entries(given).map(([key, value]) => ({
        name: key,
        type: typeof value === 'number' ? 10 : 3,
        value,
      }));
      return interact(from, roles, 2, { id: newId(), name, type: 1, options: options_ });
    },
    press(from, roles, customId, messageId = newId()) {
      const found = posts.find(({ id }) => id === messageId);
      const shown = found ?? {
        id: messageId,
        channel: ids.channel,
        by: 'bot' as const,
        message: { content: 'earlier' },
      };
      return interact(from, roles, 3, { custom_id: customId, component_type: 2 }, messageJson(shown, clock.now()));
    },
    react(from, roles, emoji, messageId, { bot = false, channel = ids.channel, guild = ids.guild } = {}) {
      gateway.dispatch('MESSAGE_REACTION_ADD', {
        user_id: from,
        channel_id: channel,
        message_id: messageId,
        guild_id: guild,
        member: memberJson(from, roles, bot),
        emoji: { id: null, name: emoji },
        message_author_id: ids.application,
        burst: false,
        type: 0,
      });
    },
    messageOf: ({ answerId }) => answerId ?? '',
    async close() {
      gateway.close();
      await server.close();
    },
  };
}

const messageJson = ({ id, channel, message }: DiscordPost, now: number): object => ({
  id,
  type: 0,
  channel_id: channel,
  author: readyJson().user,
  content: message.content ?? '',
  timestamp: new Date(now).toISOString(),
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: message.embeds ?? [],
  components: [],
  pinned: false,
  flags: message.flags ?? 0,
});

const ok = (body: unknown): JsonResponse => ({ status: 200, body });
const refuse = (status: number, code: number, message: string, extra: object = {}): JsonResponse => ({
  status,
  body: { message, code, ...extra },
});
