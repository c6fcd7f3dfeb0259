import type { Queries } from '@pm-arbitrage/core/db/database.js';
import { intents, orders } from '@pm-arbitrage/core/db/schema/schema.js';
import { ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import type { NewIntent } from './lock-trade.js';

/** Writes the intents of further orders of a trade, and the orders as not sent yet. */
export async function addIntents(
  queries: Queries,
  tradeId: string,
  newIntents: readonly NewIntent[],
  { now: createdAt, fencingToken }: { readonly now: number; readonly fencingToken: number },
): Promise<void> {
  await queries.insert(intents).values(
    newIntents.map(({ spec, purpose, venueOrderId }) => ({
      clientOrderId: spec.clientOrderId,
      tradeId,
      legIndex: spec.legIndex,
      purpose,
      venueOrderId,
      spec,
      fencingToken,
      createdAt,
    })),
  );
  await queries.insert(orders).values(
    newIntents.map(({ spec, venueOrderId }) => ({
      clientOrderId: spec.clientOrderId,
      tradeId,
      platform: spec.platform,
      venueOrderId,
      state: 'pending' as const,
      filled: ZERO_QUANTITY,
      reason: '',
      updatedAt: createdAt,
    })),
  );
}
