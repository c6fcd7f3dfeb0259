import { z } from 'zod';
import { type AgentName, agentNames } from '../domain/agent-names.js';
import { alertSchema } from '../domain/alert.js';
import { allocationTableSchema } from '../domain/allocation.js';
import { commandSchema } from '../domain/command.js';
import { heartbeatSchema } from '../domain/heartbeat.js';
import { ladderSchema } from '../domain/ladder.js';
import { marketSchema } from '../domain/market.js';
import { matchSchema } from '../domain/match.js';
import { newsRulingSchema } from '../domain/news-ruling.js';
import { opportunitySchema } from '../domain/opportunity.js';
import { oracleTickSchema, type OracleType } from '../domain/oracle-tick.js';
import type { Platform } from '../domain/platform.js';
import { type PriceUpdate, priceUpdateProblem } from '../domain/price-update.js';
import {
  signedApprovalSchema,
  tradeRejectionSchema,
  tradeRequestSchema,
  tradeResultSchema,
  tradeWithdrawalSchema,
} from '../domain/trade.js';
import { factOccasion } from '../oracles/fact-value.js';
import { tradePrintSchema } from '../domain/trade-print.js';
import { type Channel, type ChannelDefinition, channelAt, type Delivery } from './channel.js';

interface Declaration<T> {
  readonly name: string;
  readonly delivery: Delivery;
  readonly schema: z.ZodType<T>;
  readonly publishers: readonly AgentName[];
  readonly subscribers: readonly AgentName[];
  readonly purpose: string;
  readonly maxLength?: number;
  readonly keyOf?: (payload: T) => string;
  readonly problem?: (value: unknown) => string | null;
}

/** Entries kept on a stream unless a channel says otherwise, by delivery class. */
const defaultLength: Readonly<Record<Delivery, number>> = { latest: 2_000, feed: 20_000, durable: 100_000 };

function define<T>(declaration: Declaration<T>): ChannelDefinition<T> {
  const { schema } = declaration;
  return {
    version: 1,
    maxLength: defaultLength[declaration.delivery],
    keyOf: () => '',
    problem(value) {
      const parsed = schema.safeParse(value);
      return parsed.success ? null : z.prettifyError(parsed.error);
    },
    ...declaration,
  };
}

const priceUpdateSchema = z.custom<PriceUpdate>((value) => priceUpdateProblem(value) === null);

const definitions = {
  prices: define({
    name: 'venue.{platform}.prices',
    delivery: 'latest',
    schema: priceUpdateSchema,
    problem: priceUpdateProblem,
    keyOf: (update) => update.market,
    publishers: ['venue-watcher'],
    subscribers: ['market-matcher', 'opportunity-scanner', 'strategy', 'executor', 'dashboard', 'recorder'],
    purpose: 'Top of each book with its continuity epoch',
  }),
  markets: define({
    name: 'venue.{platform}.markets',
    delivery: 'durable',
    schema: marketSchema,
    publishers: ['venue-watcher'],
    subscribers: ['market-matcher', 'oracle', 'news-reader', 'opportunity-scanner', 'executor', 'recorder'],
    purpose: 'Markets as they are listed, change and resolve',
  }),
  prints: define({
    name: 'venue.{platform}.trades',
    delivery: 'feed',
    schema: tradePrintSchema,
    publishers: ['venue-watcher'],
    subscribers: ['executor', 'recorder', 'dashboard'],
    purpose: 'Trades of others, as printed by the venue',
  }),
  oracle: define({
    name: 'oracle.{type}.{symbol}',
    delivery: 'latest',
    schema: oracleTickSchema,
    // Headlines come many at once, and none of them stands for another.
    keyOf: ({ source, fact }) =>
      `${source}/${fact.kind}/${(fact.kind === 'headline' ? fact.id : factOccasion(fact)) ?? ''}`,
    publishers: ['oracle'],
    subscribers: ['news-reader', 'opportunity-scanner', 'executor', 'dashboard'],
    purpose: 'What a source says of the world, and all sources of it together',
  }),
  newsRulings: define({
    name: 'news.rulings',
    delivery: 'latest',
    schema: newsRulingSchema,
    keyOf: ({ market }) => market,
    publishers: ['news-reader'],
    subscribers: ['opportunity-scanner', 'recorder'],
    purpose: 'Markets that independent sources of news decide, said again while it stands',
  }),
  matchedMarkets: define({
    name: 'matched.markets',
    delivery: 'durable',
    schema: matchSchema,
    publishers: ['market-matcher'],
    subscribers: ['opportunity-scanner', 'chat-discord', 'dashboard', 'recorder'],
    purpose: 'Pairs of markets judged the same question, and what became of them',
  }),
  ladders: define({
    name: 'market.ladders',
    delivery: 'durable',
    schema: ladderSchema,
    publishers: ['market-matcher'],
    subscribers: ['opportunity-scanner', 'dashboard', 'recorder'],
    purpose: 'Markets that read one variable, each for values of its own',
  }),
  opportunities: define({
    name: 'opportunities',
    delivery: 'latest',
    schema: opportunitySchema,
    keyOf: (opportunity) => opportunity.coverId,
    publishers: ['opportunity-scanner'],
    subscribers: ['strategy', 'dashboard', 'recorder'],
    purpose: 'Covers that can be bought below their floor right now',
  }),
  tradeRequests: define({
    name: 'trade.requests',
    delivery: 'durable',
    schema: tradeRequestSchema,
    publishers: ['strategy'],
    subscribers: ['risk-guardian', 'recorder'],
    purpose: 'What strategies want to trade',
  }),
  tradeApproved: define({
    name: 'trade.approved',
    delivery: 'durable',
    schema: signedApprovalSchema,
    publishers: ['risk-guardian'],
    subscribers: ['executor', 'recorder'],
    purpose: 'What may be traded, signed and with an expiry',
  }),
  tradeWithdrawals: define({
    name: 'trade.withdrawals',
    delivery: 'durable',
    schema: tradeWithdrawalSchema,
    publishers: ['strategy'],
    subscribers: ['executor', 'recorder'],
    purpose: 'Trades whose resting orders their strategy takes back',
  }),
  tradeRejected: define({
    name: 'trade.rejected',
    delivery: 'durable',
    schema: tradeRejectionSchema,
    publishers: ['risk-guardian'],
    subscribers: ['strategy', 'dashboard', 'recorder'],
    purpose: 'What may not, with rule, limit and value',
  }),
  tradeResults: define({
    name: 'trade.results',
    delivery: 'durable',
    schema: tradeResultSchema,
    publishers: ['executor'],
    subscribers: ['strategy', 'capital-allocator', 'risk-guardian', 'alert-router', 'dashboard', 'recorder'],
    purpose: 'What became of each trade, after it was committed',
  }),
  allocations: define({
    name: 'allocations',
    delivery: 'durable',
    schema: allocationTableSchema,
    publishers: ['capital-allocator'],
    subscribers: ['strategy', 'risk-guardian', 'dashboard', 'recorder'],
    purpose: 'Capital of each strategy',
  }),
  alerts: define({
    name: 'system.alerts',
    delivery: 'durable',
    schema: alertSchema,
    publishers: agentNames,
    subscribers: ['alert-router', 'recorder'],
    purpose: 'What a person should know',
  }),
  commands: define({
    name: 'system.commands',
    delivery: 'durable',
    schema: commandSchema,
    publishers: ['operator', 'risk-guardian', 'executor', 'dashboard', 'chat-telegram', 'chat-discord'],
    subscribers: agentNames,
    purpose: 'Halt and resume',
  }),
  heartbeats: define({
    name: 'system.heartbeats',
    delivery: 'latest',
    schema: heartbeatSchema,
    keyOf: (heartbeat) => `${heartbeat.agent}/${heartbeat.instance}`,
    publishers: agentNames,
    subscribers: [
      'opportunity-scanner',
      'risk-guardian',
      'executor',
      'alert-router',
      'dashboard',
      'operator',
      'recorder',
    ],
    purpose: 'Who is alive, and which halt it obeys',
  }),
};

/** Every channel there is, for the documentation table, the Redis ACL and the runtime's checks. */
export const channelRegistry: readonly ChannelDefinition<unknown>[] = Object.values(
  definitions,
) as unknown as readonly ChannelDefinition<unknown>[];

const fixed = <T>(definition: ChannelDefinition<T>): Channel<T> => channelAt(definition);

/** The channels by name; those of a venue are functions of the platform. */
export const channels = {
  prices: (platform: Platform) => channelAt(definitions.prices, platform),
  markets: (platform: Platform) => channelAt(definitions.markets, platform),
  prints: (platform: Platform) => channelAt(definitions.prints, platform),
  oracle: (type: OracleType, symbol: string) => channelAt(definitions.oracle, type, symbol),
  newsRulings: fixed(definitions.newsRulings),
  matchedMarkets: fixed(definitions.matchedMarkets),
  ladders: fixed(definitions.ladders),
  opportunities: fixed(definitions.opportunities),
  tradeRequests: fixed(definitions.tradeRequests),
  tradeApproved: fixed(definitions.tradeApproved),
  tradeWithdrawals: fixed(definitions.tradeWithdrawals),
  tradeRejected: fixed(definitions.tradeRejected),
  tradeResults: fixed(definitions.tradeResults),
  allocations: fixed(definitions.allocations),
  alerts: fixed(definitions.alerts),
  commands: fixed(definitions.commands),
  heartbeats: fixed(definitions.heartbeats),
};
