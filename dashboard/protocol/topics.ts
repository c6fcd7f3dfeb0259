import { z } from 'zod';
import { alertRowSchema } from './alert-row.js';
import { haltViewSchema } from './halt-view.js';
import { matchRowSchema } from './match-row.js';
import { opportunityRowSchema } from './opportunity-row.js';
import { oracleRowSchema, oracleValueRowSchema } from './oracle-row.js';
import { portfolioViewSchema } from './portfolio-view.js';
import { doubtRowSchema, positionRowSchema } from './position-row.js';
import { agentRowSchema, riskEventRowSchema, riskViewSchema } from './risk-view.js';
import { strategyRowSchema } from './strategy-row.js';
import { tradeRowSchema } from './trade-row.js';
import { venueRowSchema } from './venue-row.js';

/**
 * What can be subscribed to. A `document` is one value that is replaced whole; a `table` is rows by `id`, of which
 * the newest are kept (`most`) and which are put and removed one by one. The order of rows says nothing.
 */
export const topics = {
  halt: { kind: 'document', schema: haltViewSchema },
  portfolio: { kind: 'document', schema: portfolioViewSchema },
  risk: { kind: 'document', schema: riskViewSchema },
  positions: { kind: 'table', schema: positionRowSchema, most: 500 },
  doubts: { kind: 'table', schema: doubtRowSchema, most: 200 },
  strategies: { kind: 'table', schema: strategyRowSchema, most: 100 },
  opportunities: { kind: 'table', schema: opportunityRowSchema, most: 200 },
  venues: { kind: 'table', schema: venueRowSchema, most: 10 },
  oracles: { kind: 'table', schema: oracleRowSchema, most: 100 },
  oracleValues: { kind: 'table', schema: oracleValueRowSchema, most: 300 },
  agents: { kind: 'table', schema: agentRowSchema, most: 200 },
  riskEvents: { kind: 'table', schema: riskEventRowSchema, most: 200 },
  trades: { kind: 'table', schema: tradeRowSchema, most: 100 },
  matches: { kind: 'table', schema: matchRowSchema, most: 500 },
  alerts: { kind: 'table', schema: alertRowSchema, most: 200 },
} as const;

export type Topics = typeof topics;
export type TopicName = keyof Topics;
export const topicNames = Object.keys(topics) as readonly TopicName[];
export const topicNameSchema = z.enum(topicNames as [TopicName, ...TopicName[]]);

export type DocumentTopic = { [T in TopicName]: Topics[T]['kind'] extends 'document' ? T : never }[TopicName];
export type TableTopic = Exclude<TopicName, DocumentTopic>;

/** The document of a topic, or one row of it. */
export type TopicItem<T extends TopicName> = z.infer<Topics[T]['schema']>;
