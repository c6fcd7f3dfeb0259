import type { Database } from '@pm-arbitrage/core/db/database.js';
import { FencedError, type Lease } from '@pm-arbitrage/core/db/lease.js';
import type { Approval } from '@pm-arbitrage/core/domain/trade.js';
import type { intents } from '@pm-arbitrage/core/db/schema/schema.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';

/** Thrown when a trade may not be locked: used or expired approval, halt, wrong state. Nothing was written. */
export class LockRefused extends CodedError {}

/** An order with the intent behind it. */
export interface NewIntent {
  readonly spec: OrderSpec;
  readonly purpose: (typeof intents.$inferSelect)['purpose'];
  readonly venueOrderId: string | null;
}

/*
 * Everything between the gates and the orders is this one statement: one round trip, one commit, planned once. Its
 * parts see the same snapshot, so the rows of intents and orders exist if and only if the approval was used by it.
 */
const LOCK = `
with held as (select 1 from leases where name = $1 and token = $2 for share),
halted as (select reason from halts where resumed_at is null order by at desc limit 1),
used as (
  update approvals set used_at = $3
  where id = $4 and used_at is null and expires_at >= $3
    and exists (select 1 from held) and not exists (select 1 from halted)
    and exists (select 1 from trades where trades.id = $5 and trades.state = 'approved')
  returning trade_id
),
locked as (
  update trades set state = 'locked', updated_at = $3
  where id = $5 and state = 'approved' and exists (select 1 from used)
  returning id
),
wanted as (
  select * from jsonb_to_recordset($6::jsonb) as wanted(
    client_order_id text, leg_index int, platform text, purpose text, venue_order_id text, spec jsonb
  ) where exists (select 1 from locked)
),
intended as (
  insert into intents (client_order_id, trade_id, leg_index, purpose, venue_order_id, spec, fencing_token, created_at)
  select client_order_id, $5, leg_index, purpose, venue_order_id, spec, $2, $3 from wanted
),
ordered as (
  insert into orders (client_order_id, trade_id, platform, venue_order_id, state, filled, reason, updated_at)
  select client_order_id, $5, platform, venue_order_id, 'pending', 0, '', $3 from wanted
)
select
  exists (select 1 from held) as held,
  (select reason from halted) as halted,
  exists (select 1 from used) as used,
  exists (select 1 from locked) as locked`;

interface Verdict {
  readonly held: boolean;
  readonly halted: string | null;
  readonly used: boolean;
  readonly locked: boolean;
}

/**
 * Uses an approval up and commits the intents of its orders, or writes nothing. `now` in Unix ms.
 * @throws LockRefused when the trade may not be locked, FencedError when another executor took over
 */
export async function lockTrade(
  database: Database,
  lease: Lease,
  approval: Pick<Approval, 'approvalId' | 'tradeId'>,
  newIntents: readonly NewIntent[],
  now: number,
): Promise<void> {
  const wanted = newIntents.map(({ spec, purpose, venueOrderId }) => ({
    client_order_id: spec.clientOrderId,
    leg_index: spec.legIndex,
    platform: spec.platform,
    purpose,
    venue_order_id: venueOrderId,
    spec,
  }));
  const [verdict] = await database.statement<Verdict>('lock-trade', LOCK, [
    lease.name,
    lease.token,
    now,
    approval.approvalId,
    approval.tradeId,
    JSON.stringify(wanted),
  ]);
  if (verdict?.locked === true) return;
  if (verdict?.held !== true)
    throw new FencedError('lease.fenced', `${lease.holder} no longer holds the ${lease.name} lease`, { ...lease });
  if (verdict.halted !== null) throw new LockRefused('executor.halted', `halted: ${verdict.halted}`);
  throw new LockRefused(
    'executor.approval',
    'the approval is unknown, expired or was used before, or its trade is not waiting to be executed',
  );
}
