import { z } from 'zod';
import { parseUsd } from '../money/money.js';

/** A share of something: 0.1 is ten percent. Kept to parts per million, so money arithmetic stays on integers. */
const share = z
  .number()
  .min(0)
  .max(1)
  .refine((value) => Math.abs(value * 1e6 - Math.round(value * 1e6)) < 1e-6, 'at most six decimals');
const milliseconds = z.int().min(0);
/** Dollars as decimal text, so that no float ever holds money. */
const dollars = z
  .union([z.string(), z.number().transform(String)])
  .pipe(z.string().regex(/^\d+(\.\d{1,6})?$/, 'dollars as a plain decimal, e.g. "1000" or "1.50"'))
  .transform(parseUsd);
const url = z.string().regex(/^(https?|wss?):\/\/.+/, 'an http(s) or ws(s) address');
const optionalText = z.string().min(1).nullable().default(null);

const trading = z.strictObject({
  /** Net profit a trade must promise after all fees, as a share of its cost. */
  profitThreshold: share.default(0.001),
  /** Added to the threshold against everything the model does not know. */
  safetyBuffer: share.default(0.01),
  /** Return on cost below which nothing is traded. */
  minRoi: share.default(0.01),
  /** Return on cost above which an opportunity is flagged as suspicious and refused. */
  maxRoi: z.number().min(0).max(100).default(0.5),
  /** Oldest price a decision may rest on. */
  stalePriceMs: milliseconds.default(2_000),
  /** Oldest oracle value a decision may rest on. */
  staleOracleMs: milliseconds.default(5_000),
  /** Worsening of the cost tolerated at the last look, as a share of the approved cost; the trade must still profit. */
  slippage: share.default(0.02),
  /** An approval not locked by then is dead. */
  approvalTtlMs: milliseconds.default(2_000),
  /** An order that has not been answered by then is in doubt. */
  orderTimeoutMs: milliseconds.default(2_000),
  /** Most a bad execution may lose before it is left to a person, as a share of the trade's cost. */
  exitLossBound: share.default(0.1),
  /** Time a paper order takes to reach the book. */
  paperLatencyMs: milliseconds.default(50),
  /** Levels of each book that travel on the bus. */
  bookDepth: z.int().min(1).max(100).default(10),
  strategies: z
    .array(z.enum(['atomic-arb']))
    .min(1)
    .default(['atomic-arb']),
  matchesFile: optionalText,
});

const matching = z.strictObject({
  /** Matches whose prices are this far apart, in dollars of a contract… */
  apart: share.default(0.15),
  /** …for this long are suspended: they are not the same question, whatever their rules seem to say. */
  apartMs: milliseconds.default(7_200_000),
});

const capital = z.strictObject({
  /** Starting cash of the paper ledger at each venue. */
  polymarket: dollars.default(parseUsd('1000')),
  kalshi: dollars.default(parseUsd('1000')),
  /** Share of the bankroll that should lie at Polymarket, the rest at Kalshi; what the advice to move money aims at. */
  split: share.default(0.5),
});

const risk = z.strictObject({
  perMarket: share.default(0.1),
  perEvent: share.default(0.1),
  perVenue: share.default(0.5),
  /** Most of the bankroll at work; the rest is the reserve. */
  deployed: share.default(0.9),
  /** Fall from the high-water mark that halts everything. */
  drawdownStop: share.default(0.2),
  /** Loss since 00:00 UTC, as a share of the bankroll, that pauses trading until the next UTC day. */
  dailyLoss: share.default(0.1),
  dailyTrades: z.int().min(0).default(50),
  openPositions: z.int().min(0).default(20),
  minTrade: dollars.default(parseUsd('1')),
  /** Largest trade as a share of the strategy's capital. */
  maxTrade: share.default(0.1),
  /** Net profit from which a trade may use its whole size instead of half. */
  fullSizeProfit: share.default(0.05),
  cooldownMs: milliseconds.default(30_000),
  minVenueBalance: dollars.default(parseUsd('1')),
  /** Venue round trip from which sizes are halved. */
  slowVenueMs: milliseconds.default(250),
  /** Venue round trip from which trades are refused. */
  unstableVenueMs: milliseconds.default(500),
  /** No guardian heartbeat for this long means halted. */
  heartbeatMaxAgeMs: milliseconds.default(5_000),
});

const kalshi = z.strictObject({
  enabled: z.boolean().default(true),
  restUrl: url.default('https://external-api.kalshi.com/trade-api/v2'),
  wsUrl: url.default('wss://external-api-ws.kalshi.com/trade-api/ws/v2'),
  apiKeyId: optionalText,
  privateKeyPath: optionalText,
  privateKey: optionalText,
  /** Keys of the same account that take over when one is refused or limited. */
  backupKeys: z
    .array(
      z.strictObject({
        apiKeyId: z.string().min(1),
        privateKeyPath: optionalText,
        privateKey: optionalText,
      }),
    )
    .default([]),
  /** Series to follow; empty follows everything open. */
  series: z.array(z.string()).default([]),
  listingRefreshMs: milliseconds.default(15_000),
  /** Period of order book polling where no key is configured. */
  pollMs: milliseconds.default(1_000),
});

const polymarket = z.strictObject({
  enabled: z.boolean().default(true),
  gammaUrl: url.default('https://gamma-api.polymarket.com'),
  clobUrl: url.default('https://clob.polymarket.com'),
  dataUrl: url.default('https://data-api.polymarket.com'),
  wsUrl: url.default('wss://ws-subscriptions-clob.polymarket.com/ws/market'),
  userWsUrl: url.default('wss://ws-subscriptions-clob.polymarket.com/ws/user'),
  geoblockUrl: url.default('https://polymarket.com/api/geoblock'),
  /** JSON-RPC of Polygon, for merging and redeeming; null leaves that to the person. */
  rpcUrl: url.nullable().default(null),
  privateKey: optionalText,
  chainId: z.int().min(1).default(137),
  /** Who holds the funds: 0 the wallet itself, 1 email proxy, 2 safe, 3 deposit wallet. */
  signatureType: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).default(0),
  /** Address of the proxy, safe or deposit wallet; null for signature type 0. */
  funder: optionalText,
  /** API credentials are derived with these nonces, in this order of preference; later ones are backups. */
  apiNonces: z.array(z.int().min(0)).min(1).default([0]),
  listingRefreshMs: milliseconds.default(15_000),
  /** Period of asking for the payouts of closed markets. */
  resolutionPollMs: milliseconds.default(30_000),
});

const services = z.strictObject({
  /** Null: the bus lives in memory, all agents in one process. */
  redisUrl: optionalText,
  redisPrefix: z.string().default('pma:'),
  /** Null: embedded Postgres in `dataDir`. */
  databaseUrl: optionalText,
  dataDir: z.string().default('.data'),
  /** Port of health, metrics and control on loopback; 0 takes a free one. */
  opsPort: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Guardian's Ed25519 keys, PEM; made in `dataDir` when absent. Executors need the public one only. */
  guardianPrivateKey: optionalText,
  guardianPublicKey: optionalText,
});

/** Prices of a model, dollars per million tokens. */
const modelPrices = z.strictObject({ input: dollars, output: dollars, cacheWrite: dollars, cacheRead: dollars });

const llm = z
  .strictObject({
    /** Null: nothing is asked; what would have gone to the model goes to a person. */
    anthropicApiKey: optionalText,
    baseUrl: url.default('https://api.anthropic.com'),
    model: z.string().min(1).default('claude-sonnet-5-5'),
    /** How long the model may think; null where a model does not take it. */
    effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullable().default('medium'),
    /** Most tokens of one answer, thinking included. */
    maxOutputTokens: z.int().min(256).max(20_000).default(8_000),
    /** Most that all processes together may spend in a UTC day. */
    dailyBudget: dollars.default(parseUsd('5')),
    /** Independent answers to one question; all must agree before a pair is accepted. */
    votes: z.int().min(2).max(9).default(3),
    /** An attempt that was not answered by then is given up. */
    timeoutMs: z.int().min(1).default(120_000),
    /** Attempts after the first where the service is overloaded, limits us or does not answer. */
    maxRetries: z.int().min(0).max(10).default(2),
    /** Share of the prices that a batch costs. */
    batchShare: share.default(0.5),
    prices: z.record(z.string(), modelPrices).default({
      'claude-sonnet-5-5': modelPrices.parse({ input: '2', output: '10', cacheWrite: '2.5', cacheRead: '0.1' }),
      'claude-opus-5-5': modelPrices.parse({ input: '4', output: '20', cacheWrite: '5', cacheRead: '0.2' }),
      'claude-haiku-5-5': modelPrices.parse({ input: '0.1', output: '0.5', cacheWrite: '0.125', cacheRead: '0.01' }),
    }),
  })
  .refine(({ model, prices }) => Object.hasOwn(prices, model), {
    path: ['prices'],
    message: 'name the prices of the configured model, so that its cost can be counted',
  });

export const configSchema = z.strictObject({
  mode: z.enum(['paper', 'live']).default('paper'),
  /** What live trading needs on top of `mode: live`; see live-rules.ts. */
  live: z.strictObject({ confirm: optionalText }).prefault({}),
  trading: trading.prefault({}),
  matching: matching.prefault({}),
  capital: capital.prefault({}),
  risk: risk.prefault({}),
  venues: z.strictObject({ kalshi: kalshi.prefault({}), polymarket: polymarket.prefault({}) }).prefault({}),
  oracles: z.strictObject({}).prefault({}),
  alerts: z
    .strictObject({
      telegramBotToken: optionalText,
      discordBotToken: optionalText,
      /** Alerts with the same key within this time are one alert. */
      dedupeMs: milliseconds.default(60_000),
    })
    .prefault({}),
  llm: llm.prefault({}),
  services: services.prefault({}),
  log: z
    .strictObject({ level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info') })
    .prefault({}),
});
export type Config = z.infer<typeof configSchema>;
