/** An environment variable that overrides a key of the configuration file. */
export interface EnvironmentKey {
  readonly variable: string;
  readonly path: readonly [string, ...string[]];
  readonly secret: boolean;
  readonly kind: 'text' | 'flag';
}

const key = (variable: string, path: string, options: { secret?: boolean; kind?: 'text' | 'flag' } = {}) => ({
  variable,
  path: path.split('.') as [string, ...string[]],
  secret: options.secret ?? false,
  kind: options.kind ?? ('text' as const),
});

/** Every variable that is read, and nothing else is. Environment wins over the file. */
export const environmentKeys: readonly EnvironmentKey[] = [
  key('KALSHI_API_KEY_ID', 'venues.kalshi.apiKeyId'),
  key('KALSHI_PRIVATE_KEY_PATH', 'venues.kalshi.privateKeyPath'),
  key('KALSHI_PRIVATE_KEY', 'venues.kalshi.privateKey', { secret: true }),
  key('KALSHI_REST_URL', 'venues.kalshi.restUrl'),
  key('KALSHI_WS_URL', 'venues.kalshi.wsUrl'),
  key('POLYMARKET_PRIVATE_KEY', 'venues.polymarket.privateKey', { secret: true }),
  key('POLYMARKET_GAMMA_URL', 'venues.polymarket.gammaUrl'),
  key('POLYMARKET_CLOB_URL', 'venues.polymarket.clobUrl'),
  key('POLYMARKET_DATA_URL', 'venues.polymarket.dataUrl'),
  key('POLYMARKET_WS_URL', 'venues.polymarket.wsUrl'),
  key('POLYMARKET_USER_WS_URL', 'venues.polymarket.userWsUrl'),
  key('POLYMARKET_GEOBLOCK_URL', 'venues.polymarket.geoblockUrl'),
  key('POLYMARKET_FUNDER', 'venues.polymarket.funder'),
  key('POLYGON_RPC_URL', 'venues.polymarket.rpcUrl', { secret: true }),
  key('DATABASE_URL', 'services.databaseUrl', { secret: true }),
  key('REDIS_URL', 'services.redisUrl', { secret: true }),
  key('REDIS_PREFIX', 'services.redisPrefix'),
  key('DATA_DIR', 'services.dataDir'),
  key('OPS_PORT', 'services.opsPort'),
  key('GUARDIAN_PRIVATE_KEY', 'services.guardianPrivateKey', { secret: true }),
  key('GUARDIAN_PUBLIC_KEY', 'services.guardianPublicKey'),
  key('MATCHES_FILE', 'trading.matchesFile'),
  key('TELEGRAM_BOT_TOKEN', 'alerts.telegramBotToken', { secret: true }),
  key('DISCORD_BOT_TOKEN', 'alerts.discordBotToken', { secret: true }),
  key('ANTHROPIC_API_KEY', 'llm.anthropicApiKey', { secret: true }),
  key('ANTHROPIC_BASE_URL', 'llm.baseUrl'),
  key('LOG_LEVEL', 'log.level'),
];

/** `PAPER_TRADING=true` forces paper trading whatever the file says; no variable can switch it off. */
export const paperTradingVariable = 'PAPER_TRADING';
