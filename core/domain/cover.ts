import { z } from 'zod';
import { coverPriceSchema, timeSchema } from './money-schemas.js';
import { contractSideSchema, marketIdSchema } from './platform.js';

/** A contract that a cover needs one of per set. */
export const coverLegSchema = z.object({ market: marketIdSchema, side: contractSideSchema });
export type CoverLeg = z.infer<typeof coverLegSchema>;

/**
 * A set of contracts of which at least `floor` dollars pay in every possible world.
 * - `complement`: YES + NO of one market, floor $1
 * - `cross-venue`: YES here + NO there of a match, floor $1
 * - `exclusive-yes`: YES of every outcome of an exclusive and exhaustive event, floor $1
 * - `exclusive-no`: NO of every outcome of an exclusive event of k markets, floor $(k − 1) less what it
 *   loses on average when the event is called off
 * - `implication`: two contracts of one variable (a ladder, or the outcomes of an event), one of which always pays
 * - `partition`: more contracts of one variable; the floor is what pays at the value at which fewest of them do
 */
export const coverKinds = [
  'complement',
  'cross-venue',
  'exclusive-yes',
  'exclusive-no',
  'implication',
  'partition',
] as const;
export type CoverKind = (typeof coverKinds)[number];

export const coverSchema = z.object({
  /** Derived from kind and legs: the same set always has the same id. */
  id: z.string().min(1),
  kind: z.enum(coverKinds),
  legs: z.array(coverLegSchema).min(2),
  /** Payout of one set in the worst world, in Price units (1/10,000 dollar). */
  floor: coverPriceSchema,
  /** The event, match or ladder it rests on. */
  basis: z.string(),
  /** When the last leg is expected to pay, Unix ms. */
  resolutionTime: timeSchema,
});
export type Cover = z.infer<typeof coverSchema>;
