import { timeSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { oracleTypes } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { z } from 'zod';

/** A source of facts about the world. */
export const oracleRowSchema = z.object({
  /** `<type>/<source>`. */
  id: z.string(),
  type: z.enum(oracleTypes),
  source: z.string(),
  /** `off`: it cannot work; `trouble` says why. */
  state: z.enum(['connected', 'disconnected', 'off']),
  trouble: z.string().nullable(),
  ticks: z.int(),
  refused: z.int(),
  reconnects: z.int(),
  /** When it last said anything; null: never. */
  dataAt: timeSchema.nullable(),
  /** When its agent was last heard. */
  heardAt: timeSchema,
  /** Symbols that the agent follows. */
  symbols: z.int().nullable(),
  /** Of this type, votes that were left out because others disagree. */
  voteless: z.int().nullable(),
});
export type OracleRow = z.infer<typeof oracleRowSchema>;

/** What sources say of one symbol now. Values are plain floats in the unit. */
export const oracleValueRowSchema = z.object({
  /** `<type>/<symbol>`. */
  id: z.string(),
  type: z.enum(oracleTypes),
  symbol: z.string(),
  unit: z.string(),
  /** Of all sources together; null: not fused. */
  fused: z.object({ value: z.number(), uncertainty: z.number().nullable(), at: timeSchema }).nullable(),
  sources: z.array(z.object({ source: z.string(), value: z.number(), at: timeSchema, receivedAt: timeSchema })),
  /** Largest minus smallest, as a share of the middle; null for fewer than two sources. */
  disagreement: z.number().nullable(),
});
export type OracleValueRow = z.infer<typeof oracleValueRowSchema>;
