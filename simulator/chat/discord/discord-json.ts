import { discordIds as ids } from './discord-ids.js';

const user = (id: string, bot: boolean) => ({
  id,
  username: `user${id}`,
  discriminator: '0',
  global_name: null,
  avatar: null,
  bot,
});

const role = (id: string, name: string) => ({
  id,
  name,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  position: 1,
  permissions: '0',
  managed: false,
  mentionable: false,
  flags: 0,
});

/** The payload of READY, without the session. */
export const readyJson = () => ({
  v: 10,
  user: user(ids.application, true),
  guilds: [{ id: ids.guild, unavailable: true }],
  application: { id: ids.application, flags: 0 },
});

/** The payload of GUILD_CREATE. */
export const guildJson = () => ({
  id: ids.guild,
  name: 'Desk',
  owner_id: '1',
  unavailable: false,
  member_count: 2,
  large: false,
  joined_at: '2026-01-01T00:00:00.000000+00:00',
  roles: [role(ids.guild, '@everyone'), role(ids.traders, 'traders'), role(ids.guests, 'guests')],
  channels: [{ id: ids.channel, type: 0, name: 'arbitrage', position: 0, permission_overwrites: [] }],
  members: [memberJson(ids.application, [], true)],
  emojis: [],
  stickers: [],
  threads: [],
  presences: [],
  voice_states: [],
  stage_instances: [],
  guild_scheduled_events: [],
  features: [],
  premium_tier: 0,
  nsfw_level: 0,
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  mfa_level: 0,
  system_channel_flags: 0,
  preferred_locale: 'en-US',
});

/** A member of the server with these roles. */
export const memberJson = (id: string, roles: readonly string[], bot = false) => ({
  user: user(id, bot),
  nick: null,
  avatar: null,
  roles,
  joined_at: '2026-01-01T00:00:00.000000+00:00',
  deaf: false,
  mute: false,
  flags: 0,
  permissions: '0',
});
