import { createHash } from 'node:crypto';
import { ackHandle } from '@pm-arbitrage/core/alerts/ack-handle.js';
import type { AlertChannel, AlertMessage } from '@pm-arbitrage/core/ports/alert-channel.js';
import { z } from 'zod';
import { askService, type ServiceAnswer } from '../post.js';
import { refusal } from '../refusal.js';
import { discordEmbed } from './discord-text.js';

const VERSION = 'v10';
const sentSchema = z.object({ id: z.string() });
const refusedSchema = z.object({ message: z.string(), retry_after: z.number().optional(), code: z.int().optional() });

/** A bot writes into a channel, with buttons; a webhook into the channel it was made for, without. */
export type DiscordTarget =
  | {
      readonly kind: 'bot';
      readonly url: string;
      readonly botToken: string;
      readonly channelId: string;
      readonly buttons: boolean;
    }
  | { readonly kind: 'webhook'; readonly webhookUrl: string };

/** Discord's REST API. @see https://docs.discord.com/developers/resources/message#create-message */
export function discordChannel(target: DiscordTarget): AlertChannel {
  return {
    name: 'discord',
    async send(message, signal) {
      const { url, headers, body } = requestOf(target, message);
      const agent = { 'user-agent': 'DiscordBot (pm-arbitrage, 0.1.0)' };
      const answer = await askService('discord', url, { headers: { ...agent, ...headers }, body, signal });
      if (answer.status !== 200) throw refused(answer, target);
      return { reference: sentSchema.parse(answer.body).id };
    },
    close: () => undefined,
  };
}

function requestOf(target: DiscordTarget, message: AlertMessage) {
  const content = { embeds: [discordEmbed(message)], allowed_mentions: { parse: [] } };
  if (target.kind === 'webhook') return { url: `${target.webhookUrl}?wait=true`, headers: {}, body: content };
  const button = {
    type: 2,
    style: 1,
    label: 'Acknowledge',
    custom_id: `ack:${ackHandle(target.botToken, message.alertId)}`,
  };
  const components = target.buttons && message.tier !== 'routine' ? [{ type: 1, components: [button] }] : [];
  return {
    url: `${target.url}/${VERSION}/channels/${target.channelId}/messages`,
    headers: { authorization: `Bot ${target.botToken}` },
    // The same nonce again is the same message: an attempt whose answer was lost is not told twice.
    body: { ...content, components, nonce: nonceOf(message), enforce_nonce: true },
  };
}

/** At most 25 characters. */
const nonceOf = ({ id }: AlertMessage): string => createHash('sha256').update(id).digest('hex').slice(0, 25);

function refused(answer: ServiceAnswer, { kind }: DiscordTarget) {
  const said = refusedSchema.safeParse(answer.body).data;
  const advice =
    kind === 'bot'
      ? 'check DISCORD_BOT_TOKEN and DISCORD_CHANNEL_ID, and that the bot may write into that channel'
      : 'check DISCORD_WEBHOOK_URL';
  const detail =
    said === undefined ? 'no reason given' : `${said.message}${said.code === undefined ? '' : ` (${said.code})`}`;
  return refusal('discord', answer, { detail, advice, retryAfterS: said?.retry_after });
}
