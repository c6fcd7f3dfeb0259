import { isNotNull } from 'drizzle-orm';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { modelBatches } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LanguageModel } from '@pm-arbitrage/core/ports/language-model.js';

/** How far the service's clock may be from ours, ms. */
const SKEW_MS = 3_600_000;
/** A request that was sent before this long has arrived, or never will, ms. */
export const ARRIVAL_MS = 900_000;

/**
 * Looks for a batch whose submission was not answered, or not written down. The service does not tell whose a batch is
 * before it ended; then its questions carry our id.
 * @returns the service's id; `unknown` while it may yet be found; `absent` when it is proven that it was never taken.
 */
export async function findBatch(
  intended: { readonly id: string; readonly at: number; readonly size: number },
  from: { readonly model: LanguageModel; readonly database: Database; readonly now: number },
): Promise<{ readonly batch: string } | 'unknown' | 'absent'> {
  const { model, database, now } = from;
  // Listed before the age is looked at: what is absent from a list that is younger than the arrival is not on its way.
  const settled = now - intended.at > ARRIVAL_MS;
  const listed = await model.batchesSince(intended.at - SKEW_MS);
  const known = await database.queries
    .select({ batch: modelBatches.batch })
    .from(modelBatches)
    .where(isNotNull(modelBatches.batch));
  const others = new Set(known.map(({ batch }) => batch));
  let mayBeOurs = false;
  for (const { batch, state, size } of listed) {
    if (others.has(batch) || size !== intended.size) continue;
    if (state === 'working') {
      mayBeOurs = true;
      continue;
    }
    const ids = [...(await model.collect(batch)).keys()];
    if (ids.some((id) => id.startsWith(`${intended.id}_`))) return { batch };
  }
  return mayBeOurs || !settled ? 'unknown' : 'absent';
}
