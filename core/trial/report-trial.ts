import { eq, min } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../db/database.js';
import { ledger } from '../db/schema/schema.js';
import { CodedError } from '../errors/coded-error.js';
import { measureTrial, type TrialReport } from './measure-trial.js';
import { readTrial } from './read-trial.js';

/** Thrown when there is nothing to report. */
export class TrialError extends CodedError {}

/** Which stretch: Unix ms, `to` exclusive; null for the first entry of the ledger, and for now. */
export const trialOrderSchema = z.object({
  mode: z.enum(['paper', 'live']),
  from: z.int().nullable(),
  to: z.int().nullable(),
});
export type TrialOrder = z.infer<typeof trialOrderSchema>;

/** The verdict on a stretch of trading. @throws TrialError when nothing was booked in it */
export async function reportTrial(
  database: Database,
  { mode, from, to }: TrialOrder,
  now: number,
): Promise<TrialReport> {
  const [first] = await database.queries
    .select({ at: min(ledger.at) })
    .from(ledger)
    .where(eq(ledger.mode, mode));
  const begin = from ?? first?.at ?? null;
  const end = Math.min(to ?? now, now);
  if (first?.at === null || first?.at === undefined || begin === null || first.at >= end) {
    throw new TrialError('trial.empty', `Nothing was booked in ${mode} trading by then; "pnl" shows what there is`);
  }
  if (begin >= end) throw new TrialError('trial.span', 'The trial ends before it begins; mend --from and --to');
  return measureTrial(await readTrial(database, mode, { from: begin, to: end }));
}
