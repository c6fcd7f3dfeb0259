/** Ids of the server, its channel and roles, and the bot: numbers as texts, as the service gives them. */
export const discordIds = {
  guild: '900000000000000001',
  channel: '900000000000000002',
  application: '900000000000000003',
  traders: '900000000000000004',
  guests: '900000000000000005',
} as const;
