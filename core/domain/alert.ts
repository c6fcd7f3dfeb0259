import { z } from 'zod';
import { timeSchema } from './money-schemas.js';

/** routine → dashboard; important → push; critical → SMS and push; emergency → all until acknowledged. */
export const alertTiers = ['routine', 'important', 'critical', 'emergency'] as const;
export type AlertTier = (typeof alertTiers)[number];

export const alertSchema = z.object({
  id: z.string().min(1),
  tier: z.enum(alertTiers),
  /** What happened, as a stable word: `trade.complete`, `halt`, `feed.stale`… */
  kind: z.string().min(1),
  /** Alerts with the same key within the window are one alert. */
  dedupeKey: z.string().min(1),
  title: z.string(),
  body: z.string(),
  source: z.string(),
  at: timeSchema,
});
export type Alert = z.infer<typeof alertSchema>;
