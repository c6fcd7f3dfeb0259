import type { KeyObject } from 'node:crypto';
import { clientOrderId } from '@pm-arbitrage/agents/executor/client-order-id.js';
import { askGates, type GateInputs, type PlannedLeg } from '@pm-arbitrage/agents/executor/gates.js';
import { lockTrade } from '@pm-arbitrage/agents/executor/lock-trade.js';
import { approvalProblem } from '@pm-arbitrage/core/approval/sign-approval.js';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import type { SignedApproval } from '@pm-arbitrage/core/domain/trade.js';
import type { PreparedOrder } from '@pm-arbitrage/core/ports/trading-venue.js';
import type { LiveExecutor } from './live-executor.js';

/** What is timed of a trade, in order. */
export const livePathParts = [
  'approval checked, gates asked',
  'both orders built and signed',
  'journal: lock committed',
  'last look',
  'sent → both acknowledged',
] as const;

/** ms of each part, in that order. */
export type Timing = readonly number[];

/**
 * One trade by the executor, from `execute` to the second acknowledgement. Null when an order was not filled by its
 * first answer. @throws when none was sent
 */
export async function throughExecutor(live: LiveExecutor, signed: SignedApproval): Promise<Timing | null> {
  const { approvedAt, tradeId } = signed.approval;
  const envelope = {
    id: `message of ${tradeId}`,
    version: 1,
    eventTime: approvedAt,
    publishTime: approvedAt,
    source: 'risk-guardian',
    trace: tradeId,
    cause: null,
    payload: signed,
  };
  const from = performance.now();
  await live.executor.execute(signed, envelope);
  const { lock, outcomes, place, prepare } = live.takeSteps();
  if (outcomes.length === 0) throw new Error(`the executor sent nothing for ${tradeId}`);
  if (outcomes.length !== signed.approval.legs.length || outcomes.some(({ state }) => state !== 'filled')) return null;
  return [
    prepare.from - from,
    lock.from - prepare.from,
    lock.to - lock.from,
    place.from - lock.to,
    place.to - place.from,
  ];
}

/** What the executor keeps to itself and the bare parts need. */
export interface BareParts {
  readonly live: LiveExecutor;
  readonly database: Database;
  readonly guardianKey: KeyObject;
  readonly inputs: Omit<GateInputs, 'now'>;
  readonly now: () => number;
}

/**
 * The same work without the executor around it, one part after the other. Null when an order was not filled by its
 * answer. @throws when none may be sent
 */
export async function eachAlone(bare: BareParts, signed: SignedApproval): Promise<Timing | null> {
  const { database, guardianKey, inputs, live, now } = bare;
  const { approval } = signed;
  const began = performance.now();
  const forged = approvalProblem(signed, guardianKey);
  const verdict = askGates(approval, { ...inputs, now: now() });
  const asked = performance.now();
  if (forged !== null || !verdict.open)
    throw new Error(`the bench does not trade: ${forged ?? JSON.stringify(verdict)}`);
  const specs = verdict.legs.map((planned, index) => specOf(approval.tradeId, planned, index, approval.expiresAt));
  const signing = performance.now();
  const orders = await Promise.all(specs.map((spec) => prepare(live, spec)));
  const ready = performance.now();
  const intents = orders.map(({ spec, venueOrderId }) => ({ spec, venueOrderId, purpose: 'leg' as const }));
  const locking = performance.now();
  await lockTrade(database, live.lease, approval, intents, now());
  const locked = performance.now();
  const last = askGates(approval, { ...inputs, available: null, now: now() });
  const looked = performance.now();
  if (!last.open) throw new Error(`the last look of the bench: ${last.message}`);
  const sending = performance.now();
  const outcomes = await Promise.all(orders.map((order) => order.send()));
  const answered = performance.now();
  if (outcomes.some((outcome) => outcome.kind !== 'accepted' || outcome.order.state !== 'filled')) return null;
  return [asked - began, ready - signing, locked - locking, looked - locked, answered - sending];
}

function specOf(tradeId: string, { leg, limitPrice }: PlannedLeg, legIndex: number, expiresAt: number): OrderSpec {
  return {
    clientOrderId: clientOrderId(tradeId, legIndex, 'leg', 0),
    tradeId,
    legIndex,
    market: leg.market,
    platform: leg.platform,
    side: leg.side,
    action: 'buy',
    quantity: leg.quantity,
    limitPrice,
    timeInForce: 'fok',
    postOnly: false,
    expiresAt,
  };
}

async function prepare({ venues }: LiveExecutor, spec: OrderSpec): Promise<PreparedOrder> {
  const venue = venues.get(spec.platform);
  if (!venue) throw new Error(`the bench has no ${spec.platform}`);
  return venue.prepare(spec);
}
