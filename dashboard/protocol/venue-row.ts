import { timeSchema } from '@pm-arbitrage/core/domain/money-schemas.js';
import { platformSchema } from '@pm-arbitrage/core/domain/platform.js';
import { z } from 'zod';
import { personOrderSchema } from './person-order.js';

/** A venue's health, as its watcher and the executor tell it. Null: nobody told. */
export const venueRowSchema = z.object({
  id: platformSchema,
  enabled: z.boolean(),
  /** When its watcher was last heard. */
  heardAt: timeSchema.nullable(),
  connected: z.boolean().nullable(),
  books: z.int().nullable(),
  brokenBooks: z.int().nullable(),
  frames: z.int().nullable(),
  refused: z.int().nullable(),
  reconnects: z.int().nullable(),
  resyncs: z.int().nullable(),
  /** When the feed last said anything. */
  dataAt: timeSchema.nullable(),
  /** Price updates on the bus in the last ten seconds, a second. */
  updatesPerSecond: z.number(),
  /** Round trip of the feed, ms. */
  feedLatencyMs: z.number().nullable(),
  /** Round trip of orders, ms. */
  orderLatencyMs: z.number().nullable(),
  /** Why the executor's circuit breaker leaves it alone; null: it does not. */
  breaker: z.string().nullable(),
  /** A person paused it: nothing new is bought there. */
  paused: personOrderSchema.nullable(),
});
export type VenueRow = z.infer<typeof venueRowSchema>;
