import { z } from 'zod';
import { oracleTypes } from '../domain/oracle-tick.js';
import { parseUsd } from '../money/money.js';
import { alertsSection } from './alerts-section.js';
import { oracleSections } from './oracle-sections.js';
import { recorderSection } from './recorder-section.js';
import { optionalText, symbolText, webUrl as url } from './schema-parts.js';

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

const trading = z.strictObject({
  /** Net profit a trade must promise after all fees, as a share of its cost. */
  profitThreshold: share.default(0.001),
  /** Added to the threshold against everything the model does not know. */
  safetyBuffer: share.default(0.01),
  /** Return on cost below which nothing is traded. */
  minRoi: share.default(0.01),
  /** Return on cost above which an opportunity is flagged as suspicious and refused. */
  maxRoi: z.number().min(0).max(100).default(0.5),
  /** Distance of a fair value from the price, in dollars of a contract, above which it is refused as a likely error. */
  maxEdge: share.default(0.3),
  /**
   * Whether anything is traded while its game runs: then only what two sources agree on, and never to rest. Short windows of a
   * price need two sources that agree whatever this says.
   */
  inPlay: z.boolean().default(false),
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
  /**
   * Every market of a trade of several legs must trade for so long yet: in it a leg that stays alone is finished or taken back,
   * also by an executor that was started again.
   */
  exitTimeMs: milliseconds.default(60_000),
  /** Time a paper order takes to reach the book. */
  paperLatencyMs: milliseconds.default(50),
  /** 99 of 100 paper orders arrive within this, half of them within `paperLatencyMs`, in a log-normal way; 0: all take that. */
  paperLatencyP99Ms: milliseconds.default(0),
  /** Levels of each book that travel on the bus. */
  bookDepth: z.int().min(1).max(100).default(10),
  /** Strategies that run: names of our own, or paths of files that export `createStrategy`. */
  strategies: z.array(z.string().min(1)).min(1).default(['atomic-arb']),
  matchesFile: optionalText,
});

const strategies = z.strictObject({
  /** Part of Kelly, on the worst plausible probability, that is staked. */
  kellyFraction: share.default(0.25),
  /** Most of a strategy's capital in one contract. */
  maxStake: share.default(0.1),
  /** Worst plausible profit of a contract, in dollars, from which the sniper takes it. */
  sniperEdge: share.default(0.02),
  /** …from which an order is left to rest. */
  patientEdge: share.default(0.02),
  /** How long an order rests before it is placed anew. */
  restMs: milliseconds.default(120_000),
  /** How long a first leg may wait for its hedge. */
  hedgeMs: milliseconds.default(10_000),
  /** A move is a spike only against a mean of so long; in half of it an old price loses half its weight. */
  spikeHistoryMs: milliseconds.default(600_000),
  /** Share of the way back to the mean at which a spike is sold. */
  reversionShare: share.default(0.7),
  /** Fall below the price paid, in dollars of a contract, at which it is given up… */
  reversionStop: share.default(0.08),
  /** …or after this long. */
  reversionMs: milliseconds.default(900_000),
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

const tournament = z
  .strictObject({
    /** Days that a score is of. */
    windowDays: z.int().min(3).max(365).default(7),
    /** Days and trades without which there is no score. */
    minimumDays: z.int().min(3).max(365).default(3),
    /** One-sided confidence of the lower bound that capital follows. */
    confidence: z.number().gt(0.5).lt(1).default(0.9),
    /** Share of the scored strategies, from the bottom, that is halved. */
    bottomShare: share.default(0.2),
    /** Daily Sharpe ratio below which a strategy is halved, then paused. */
    pauseBelow: z.number().min(-100).max(100).default(-0.1),
    /** Smallest daily deviation of returns that is believed. */
    riskFloor: z.number().gt(0).max(1).default(0.001),
    /** What a strategy has without having proven anything. */
    minimumBankroll: dollars.default(parseUsd('20')),
    /** Most of what is at work that one of several strategies may have. */
    mostShare: share.refine((value) => value > 0, 'more than 0').default(0.5),
  })
  .refine(({ windowDays, minimumDays }) => windowDays >= minimumDays, {
    path: ['windowDays'],
    message: 'at least minimumDays, or there never is a score',
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
  /** How long bids for the same contracts are awaited before the highest is judged first; 0: first come, first served. */
  auctionMs: milliseconds.default(0),
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

const symbols = z.array(symbolText).default([]);

const oracles = z.strictObject({
  /** Which kinds of oracle run. */
  run: z.array(z.enum(oracleTypes)).default([]),
  ...oracleSections,
  /** What is watched besides what listed markets settle on, by type of oracle. */
  symbols: z
    .strictObject({
      crypto: symbols,
      weather: symbols,
      sports: symbols,
      news: symbols,
      flights: symbols,
      economics: symbols,
    })
    .prefault({}),
});

const services = z.strictObject({
  /** Null: the bus lives in memory, all agents in one process. */
  redisUrl: optionalText,
  redisPrefix: z.string().default('pma:'),
  /** Null: embedded Postgres in `dataDir`. */
  databaseUrl: optionalText,
  dataDir: z.string().default('.data'),
  /** How many opportunity scanners share the events among themselves; more than one where one is too slow. */
  scanners: z.coerce.number().int().min(1).max(32).default(1),
  /** Port of health, metrics and control on loopback; 0 takes a free one. */
  opsPort: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Where health and metrics, and nothing else, can be asked for from outside the machine; a null port: nowhere. */
  healthHost: z.string().min(1).default('0.0.0.0'),
  healthPort: z.coerce.number().int().min(1).max(65_535).nullable().default(null),
  /** Guardian's Ed25519 keys, PEM; made in `dataDir` when absent. Executors need the public one only. */
  guardianPrivateKey: optionalText,
  guardianPublicKey: optionalText,
  /** What opens the secrets that are stored in the database, or a file with it, its owner's alone; null: nothing is opened. */
  secretsKey: optionalText,
  secretsKeyFile: optionalText,
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
    /** Share of it up to which reading news may spend; the rest is left to matching. */
    newsShare: share.default(0.5),
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

/** Listening on these addresses reaches this machine alone. */
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/** "scrypt$…" as `dashboard password` prints it. */
const passwordHash = z
  .string()
  .regex(/^scrypt\$/, 'a hash as the command "dashboard password" prints it, never the password itself')
  .nullable()
  .default(null);

const dashboard = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** Where it listens. Anything but loopback needs a password. */
    host: z.string().min(1).default('127.0.0.1'),
    /** 0 takes a free port; on loopback a free one is taken too where this one is in use. */
    port: z.coerce.number().int().min(0).max(65_535).default(8_787),
    /** The address that people type where it is not host and port: behind a proxy that speaks https. */
    publicUrl: url.nullable().default(null),
    /** Whether the address of a client is told by the header X-Forwarded-For: only behind a proxy that sets it. */
    trustProxy: z.boolean().default(false),
    /** Who knows it may halt, pause and review… */
    passwordHash,
    /** …and who knows this one may look. */
    viewerPasswordHash: passwordHash,
    /** Everybody may look without logging in, and nobody can change anything. Paper only. */
    publicDemo: z.boolean().default(false),
    /** How long a login lasts, hours. */
    sessionHours: z.number().positive().max(8_760).default(168),
  })
  .refine(({ host, passwordHash: hash, publicDemo }) => LOOPBACK_HOSTS.has(host) || hash !== null || publicDemo, {
    path: ['host'],
    message:
      'the dashboard is reachable from other machines there, so it needs a password: make a hash with the command "dashboard password" and set DASHBOARD_PASSWORD_HASH, or listen on 127.0.0.1',
  });

export const configSchema = z.strictObject({
  mode: z.enum(['paper', 'live']).default('paper'),
  /** What live trading needs on top of `mode: live`; see live-rules.ts. */
  live: z.strictObject({ confirm: optionalText }).prefault({}),
  trading: trading.prefault({}),
  strategies: strategies.prefault({}),
  matching: matching.prefault({}),
  capital: capital.prefault({}),
  tournament: tournament.prefault({}),
  risk: risk.prefault({}),
  venues: z.strictObject({ kalshi: kalshi.prefault({}), polymarket: polymarket.prefault({}) }).prefault({}),
  oracles: oracles.prefault({}),
  alerts: alertsSection.prefault({}),
  llm: llm.prefault({}),
  dashboard: dashboard.prefault({}),
  recorder: recorderSection.prefault({}),
  services: services.prefault({}),
  log: z
    .strictObject({ level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info') })
    .prefault({}),
});
export type Config = z.infer<typeof configSchema>;
