import { contractSideSchema, marketIdSchema, platformSchema } from '@pm-arbitrage/core/domain/platform.js';
import { z } from 'zod';

/** A contract with the words its venue lists it under. Titles are untrusted text: shown as text, never as markup. */
export const namedContractSchema = z.object({
  market: marketIdSchema,
  platform: platformSchema,
  side: contractSideSchema,
  /** The venue's title and outcome; the market's id where it is not listed here. */
  title: z.string(),
  event: z.string(),
});
export type NamedContract = z.infer<typeof namedContractSchema>;
