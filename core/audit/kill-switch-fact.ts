import { z } from 'zod';
import { platformSchema } from '../domain/platform.js';
import type { Fact } from './record-fact.js';

/** What the venues said when a halt had them cancel everything, without the swarm in between. */
export const venueAnswersSchema = z.object({
  haltId: z.string().min(1),
  venues: z.array(
    z.object({
      platform: platformSchema,
      /** Orders that rested and are gone; null when the venue did not confirm. */
      cancelled: z.int().nullable(),
      /** From the order to the answer, ms. */
      afterMs: z.number(),
      problem: z.string().nullable(),
    }),
  ),
});
export type VenueAnswers = z.infer<typeof venueAnswersSchema>;

/** The use of the kill switch, for the audit log. `now` Unix ms. */
export const killSwitchFact = ({ haltId, venues }: VenueAnswers, now: number): Fact => ({
  kind: 'kill-switch',
  subject: haltId,
  tradeId: null,
  at: now,
  detail: { haltId, venues },
});
