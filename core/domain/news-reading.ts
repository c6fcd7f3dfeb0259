import { z } from 'zod';
import { timeSchema } from './money-schemas.js';

/** A headline as it is read. Untrusted text, cleaned. */
export const storySchema = z.object({
  /** Publisher and link, or id where there is no link: the same for every version of a story. */
  key: z.string().min(1),
  /** SHA-256 of title and summary, hex: a changed story is another text. */
  textHash: z.string().length(64),
  title: z.string(),
  summary: z.string(),
  link: z.string(),
  /** Who published it, as configured or as the search names the site. */
  publisher: z.string(),
  /** The registered domain of its link; '' where it has none. */
  domain: z.string(),
  /** Published, Unix ms. */
  at: timeSchema,
});
export type Story = z.infer<typeof storySchema>;

/**
 * What a story says of a market. `yes` and `no`: it decides it, and the sentence that does so stands in it; `retracts`: it
 * takes back what was reported; `nothing`; `unproven`: the model said more than the text proves.
 */
export const findings = ['yes', 'no', 'retracts', 'nothing', 'unproven'] as const;
export type Finding = (typeof findings)[number];
