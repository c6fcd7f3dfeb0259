import { type Fact, factRow } from '@pm-arbitrage/core/audit/record-fact.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { FencedError, type Lease } from '@pm-arbitrage/core/db/lease.js';
import type { OutboxRow } from '@pm-arbitrage/core/db/outbox.js';
import { approvals, auditLog, outbox, tradeLegs, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { LedgerMode } from '@pm-arbitrage/core/db/schema/trading.js';
import type { SignedApproval } from '@pm-arbitrage/core/domain/trade.js';
import { ZERO_QUANTITY, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { getTableColumns, type Table } from 'drizzle-orm';

/*
 * An approval with everything that rests on it in one statement: one round trip, one commit. Nothing is written when
 * the lease is gone or the request was answered before.
 */
const APPROVE = `
with held as (select 1 from leases where name = $1 and token = $2::int for share),
fresh as (
  select 1 where ($1::text is null or exists (select 1 from held))
    and not exists (select 1 from trades where id = $3) and not exists (select 1 from risk_events where id = $4)
),
traded as (
  insert into trades select * from jsonb_populate_record(null::trades, $5::jsonb)
  where exists (select 1 from fresh) on conflict do nothing returning id
),
legs as (
  insert into trade_legs select * from jsonb_populate_recordset(null::trade_legs, $6::jsonb)
  where exists (select 1 from traded)
),
approved as (
  insert into approvals select * from jsonb_populate_record(null::approvals, $7::jsonb)
  where exists (select 1 from traded)
),
asked as (
  insert into audit_log (source, kind, action, subject, trade_id, at, recorded_at, detail)
  select source, kind, action, subject, trade_id, at, floor(extract(epoch from clock_timestamp()) * 1000)::bigint, detail
  from jsonb_populate_record(null::audit_log, $9::jsonb)
  where exists (select 1 from traded) and subject is not null
),
told as (
  insert into outbox (id, stream, source, payload, trace, cause, at)
  select id, stream, source, payload, trace, cause, at from jsonb_populate_recordset(null::outbox, $8::jsonb)
  where exists (select 1 from traded)
)
select ($1::text is null or exists (select 1 from held)) as held, exists (select 1 from traded) as written`;

/** Where the rejection of a request lies. */
export const rejectionId = (tradeId: string) => `rejection:${tradeId}`;

export interface ApprovalRecord {
  readonly mode: LedgerMode;
  readonly reason: string;
  readonly trace: string;
  /** Proven in the same statement; null where there is no guardian but the caller. */
  readonly lease: Lease | null;
  /** Messages that report it. */
  readonly messages: readonly OutboxRow[];
  /** What was asked, for the audit log; absent where nobody asked. */
  readonly request?: Fact;
}

/**
 * Writes what a signed approval permits: the trade, its legs, the approval itself, and the messages about it.
 * @returns false when the request was answered before. @throws FencedError when another guardian took over
 */
export async function recordApproval(
  database: Database,
  signed: SignedApproval,
  { mode, reason, trace, lease, messages, request }: ApprovalRecord,
): Promise<boolean> {
  const { approval } = signed;
  const { approvalId, approvedAt, legs, tradeId } = approval;
  const trade: typeof trades.$inferInsert = {
    id: tradeId,
    mode,
    strategy: approval.strategy,
    coverId: approval.coverId,
    kind: approval.kind,
    basis: approval.basis,
    state: 'approved',
    reason,
    opportunityId: approval.opportunityId,
    trace,
    quantity: approval.quantity,
    floor: approval.floor,
    maxCost: approval.maxCost,
    expectedProfit: approval.expectedProfit,
    cost: ZERO_USD,
    fees: ZERO_USD,
    payout: ZERO_USD,
    pnl: ZERO_USD,
    execution: approval.execution,
    resolutionTime: approval.resolutionTime,
    tickAt: approval.tickAt,
    // Limits for each day and cover must not rest on the clock of the one who asks.
    requestedAt: approvedAt,
    updatedAt: approvedAt,
  };
  const nothing = { filled: ZERO_QUANTITY, cost: ZERO_USD, fee: ZERO_USD };
  const permitted = legs.map(({ epoch: _seen, ...leg }, legIndex): typeof tradeLegs.$inferInsert => ({
    tradeId,
    legIndex,
    ...leg,
    ...nothing,
  }));
  const [verdict] = await database.statement<{ held: boolean; written: boolean }>('approve', APPROVE, [
    lease?.name ?? null,
    lease?.token ?? null,
    tradeId,
    rejectionId(tradeId),
    JSON.stringify(named(trades, trade)),
    JSON.stringify(permitted.map((leg) => named(tradeLegs, leg))),
    JSON.stringify(named(approvals, { id: approvalId, tradeId, signed, expiresAt: approval.expiresAt })),
    JSON.stringify(messages.map((message) => named(outbox, message))),
    JSON.stringify(request === undefined ? {} : named(auditLog, factRow(request))),
  ]);
  if (verdict?.held !== true)
    throw new FencedError('lease.fenced', 'another risk guardian took over; nothing was approved', { ...lease });
  return verdict.written;
}

/** A row under the names that its columns have in the database. */
function named(table: Table, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const columns = getTableColumns(table);
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [columns[key]?.name ?? key, value]));
}
