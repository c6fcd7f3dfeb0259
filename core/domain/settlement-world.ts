import { z } from 'zod';
import { priceSchema } from './money-schemas.js';

/** Why two markets that ask the same question may still pay differently. */
export const worldCauses = [
  'source',
  'averaging',
  'station',
  'window',
  'milestone',
  'tie',
  'void',
  'dispute',
  'early-close',
] as const;

/** A world in which the two sides of a match pay differently. */
export const settlementWorldSchema = z.object({
  cause: z.enum(worldCauses),
  /** What happens in it, with the words of the rules that say so; for a person. */
  what: z.string(),
  /** 0…1 that it comes about; null: unbounded, nobody can say. */
  probability: z.number().min(0).max(1).nullable(),
  /** What a set loses of its dollar in it, at worst. */
  loss: priceSchema,
  /** Who decided that the pair may trade although this world is there; null: nobody. */
  acceptedBy: z.string().nullable(),
});
export type SettlementWorld = z.infer<typeof settlementWorldSchema>;

/** A world that nobody could bound and nobody accepted: a match that has one does not trade. */
export const isOpenWorld = ({ probability, acceptedBy }: SettlementWorld): boolean =>
  probability === null && acceptedBy === null;
