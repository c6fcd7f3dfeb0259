import { recordFact } from '@pm-arbitrage/core/audit/record-fact.js';
import type { SignApproval } from '@pm-arbitrage/core/approval/approval-signer.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import type { Envelope } from '@pm-arbitrage/core/bus/envelope.js';
import type { Halt } from '@pm-arbitrage/core/db/halts.js';
import { acquireLease, assertLease, type Lease, releaseLease } from '@pm-arbitrage/core/db/lease.js';
import { riskEvents, riskMarks, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import type { Approval, TradeRequest } from '@pm-arbitrage/core/domain/trade.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { sumUsd, ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { orderHalt } from '@pm-arbitrage/core/runtime/order-halt.js';
import { eq } from 'drizzle-orm';
import { judge } from './judge.js';
import { JudgementCounts } from './judgement-counts.js';
import { loadRiskState, pausedVenues } from './load-risk-state.js';
import { recordApproval, rejectionId } from './record-approval.js';
import { requestFact } from './request-fact.js';
import type { RiskState } from './risk-state.js';
import type { Breach } from './breach.js';
import { scaled } from './rules.js';
import type { SizedTrade } from './size-trade.js';
import type { VenuePulse } from './venue-pulse.js';
import { drawdownWarning } from './drawdown-warning.js';
import { watchLosses } from './watch-losses.js';

/** Thrown when another guardian is at work. */
export class SecondGuardianError extends CodedError {}

export const LEASE_TTL_MS = 3_000;
const LEASE = 'risk-guardian';

type GuardianContext = Pick<
  AgentContext,
  'clock' | 'config' | 'database' | 'halt' | 'haltFile' | 'ids' | 'instance' | 'log' | 'metrics' | 'outbox' | 'alert'
>;

/**
 * The only one who may approve. Judges one request at a time against a state that contains every approval it ever
 * gave, so requests that arrive together cannot pass a limit together; commits before it answers.
 */
export class Guardian {
  readonly #context: GuardianContext;
  readonly #sign: SignApproval;
  readonly #venues: VenuePulse;
  readonly #counts: JudgementCounts;
  #lease: Lease;
  #state: RiskState;
  /** Everything that reads or changes the state runs on this chain, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Whether the drawdown that stands was told of. */
  #warned = false;
  /** The reading that waits for its turn. */
  #refresh: Promise<void> | null = null;

  private constructor(
    context: GuardianContext,
    sign: SignApproval,
    venues: VenuePulse,
    lease: Lease,
    state: RiskState,
  ) {
    this.#context = context;
    this.#sign = sign;
    this.#venues = venues;
    this.#counts = new JudgementCounts(context.metrics);
    this.#lease = lease;
    this.#state = state;
  }

  /** Takes the lease and loads the state. @throws SecondGuardianError while another guardian holds the lease. */
  static async start(context: GuardianContext, sign: SignApproval, venues: VenuePulse): Promise<Guardian> {
    const { clock, config, database, instance } = context;
    const now = clock.now();
    const lease = await acquireLease(database, { name: LEASE, holder: instance, ttlMs: LEASE_TTL_MS, now });
    if (!lease) {
      throw new SecondGuardianError(
        'guardian.second',
        'Another risk guardian holds the lease; it expires seconds after that one ends',
      );
    }
    const state = await loadRiskState(database, { mode: config.mode, now, cooldownMs: config.risk.cooldownMs });
    return new Guardian(context, sign, venues, lease, state);
  }

  get state(): RiskState {
    return this.#state;
  }

  /** Tells a strategy that its request is refused, unless it was answered before. */
  refuse(request: TradeRequest, why: Breach, envelope: Envelope<TradeRequest>): Promise<void> {
    return this.#next(async () => {
      if (!(await this.#isAnswered(request.tradeId))) await this.#reject(request, why, envelope);
    });
  }

  /**
   * Answers a request with an approval or a rejection. The same request again is answered once.
   * @returns whether it was approved
   */
  request(request: TradeRequest, envelope: Envelope<TradeRequest>): Promise<boolean> {
    return this.#next(async () => {
      const { clock, config, halt } = this.#context;
      const judgement = judge(request, this.#state, config, {
        now: clock.now(),
        halt: halt.current?.reason ?? null,
        venues: this.#venues,
      });
      if (judgement.verdict === 'approve') return this.#approve(request, judgement.trade, envelope);
      if (!(await this.#isAnswered(request.tradeId))) await this.#reject(request, judgement.breach, envelope);
      return false;
    });
  }

  /**
   * Reads the state anew and acts on the loss limits. Called after every result, allocation, and now and then; calls
   * that wait share one reading, which costs tens of milliseconds once the ledger is long.
   */
  refresh(): Promise<void> {
    this.#refresh ??= this.#next(async () => {
      this.#refresh = null;
      await this.#load();
      await this.#checkLosses();
    });
    return this.#refresh;
  }

  /** Reads which venues a person paused; little enough to be read every second. */
  lookAtPauses(): Promise<void> {
    return this.#next(async () => {
      this.#state = { ...this.#state, pausedVenues: await pausedVenues(this.#context.database.queries) };
    });
  }

  /** Keeps the lease. @throws SecondGuardianError when it was lost. */
  renew(): Promise<void> {
    return this.#next(async () => {
      const { clock, database, instance } = this.#context;
      const lease = await acquireLease(database, {
        name: LEASE,
        holder: instance,
        ttlMs: LEASE_TTL_MS,
        now: clock.now(),
      });
      if (!lease)
        throw new SecondGuardianError('guardian.lost', 'The guardian lease went to another process; this one stops');
      this.#lease = lease;
    });
  }

  /** Makes a halt durable and tells everybody. Recording the same halt again does nothing. */
  halt(halt: Halt): Promise<void> {
    return this.#next(() => this.#recordHalt(halt, 'operator'));
  }

  /** Lets a successor start at once. */
  release(): Promise<void> {
    return releaseLease(this.#context.database, this.#lease);
  }

  /** Resolves when everything asked of it so far is done. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#turn.then(work);
    this.#turn = run.catch(() => undefined);
    return run;
  }

  async #isAnswered(tradeId: string): Promise<boolean> {
    const { queries } = this.#context.database;
    const approved = await queries.select({ id: trades.id }).from(trades).where(eq(trades.id, tradeId));
    if (approved.length > 0) return true;
    const rejected = await queries
      .select({ id: riskEvents.id })
      .from(riskEvents)
      .where(eq(riskEvents.id, rejectionId(tradeId)));
    return rejected.length > 0;
  }

  async #load(): Promise<void> {
    const { clock, config, database } = this.#context;
    this.#state = await loadRiskState(database, {
      mode: config.mode,
      now: clock.now(),
      cooldownMs: config.risk.cooldownMs,
    });
  }

  async #approve(request: TradeRequest, trade: SizedTrade, envelope: Envelope<TradeRequest>): Promise<boolean> {
    const { clock, config, database, ids, outbox } = this.#context;
    const now = clock.now();
    const { opportunity } = request;
    const approval: Approval = {
      approvalId: ids.next(),
      tradeId: request.tradeId,
      strategy: request.strategy,
      coverId: opportunity.coverId,
      kind: opportunity.kind,
      basis: opportunity.basis,
      legs: [...trade.legs],
      quantity: trade.quantity,
      execution: request.execution,
      floor: opportunity.floor,
      maxCost: sumUsd(trade.legs.map((leg) => leg.maxCost)),
      resolutionTime: opportunity.resolutionTime,
      opportunityId: opportunity.id,
      expectedProfit: scaled(opportunity.netProfit, trade.quantity, opportunity.quantity),
      tickAt: opportunity.tickAt,
      approvedAt: now,
      expiresAt: now + config.trading.approvalTtlMs,
    };
    const signed = this.#sign(approval);
    try {
      const about = { mode: config.mode, reason: trade.reductions.join(', '), trace: envelope.trace };
      const written = await outbox.commitBy(
        (emit) => emit(channels.tradeApproved, signed, { because: envelope }),
        (messages) =>
          recordApproval(database, signed, {
            ...about,
            lease: this.#lease,
            messages,
            request: requestFact(request),
          }),
      );
      if (!written) return false;
      this.#counts.approved(request, clock.now());
    } catch (error) {
      // Not known whether it was written: the database decides before the next judgement.
      await this.#load();
      throw error;
    }
    this.#state = withApproval(this.#state, approval);
    return true;
  }

  async #reject(request: TradeRequest, breach: Breach, envelope: Envelope<TradeRequest>): Promise<void> {
    const { clock, outbox } = this.#context;
    const at = clock.now();
    const isNew = await outbox.commit(async (queries, emit) => {
      await assertLease(queries, this.#lease);
      const written = await queries
        .insert(riskEvents)
        .values({ id: rejectionId(request.tradeId), kind: 'rejection', ...breach, tradeId: request.tradeId, at })
        .onConflictDoNothing()
        .returning({ id: riskEvents.id });
      if (written.length === 0) return false;
      await recordFact(queries, requestFact(request));
      const { tradeId, strategy } = request;
      const rejection = { tradeId, strategy, coverId: request.opportunity.coverId, ...breach, at };
      emit(channels.tradeRejected, rejection, { because: envelope });
      return true;
    });
    if (isNew) this.#counts.rejected(breach.rule);
  }

  async #checkLosses(): Promise<void> {
    const { clock, config, database, halt, ids } = this.#context;
    const verdict = watchLosses(this.#state, config);
    const now = clock.now();
    const pausedDay = verdict.kind === 'pause' ? this.#state.day : this.#state.pausedDay;
    const { day, dayStartEquity, highWaterMark } = this.#state;
    const marks = { highWaterMark, day, dayStartEquity, pausedDay, updatedAt: now };
    await database.transaction(async (queries) => {
      await assertLease(queries, this.#lease);
      await queries
        .insert(riskMarks)
        .values({ mode: config.mode, ...marks })
        .onConflictDoUpdate({ target: riskMarks.mode, set: marks });
    });
    this.#state = { ...this.#state, pausedDay };
    if (verdict.kind === 'halt' && !halt.isHalted) {
      await this.#recordHalt(
        { id: ids.next(), reason: verdict.message, by: 'risk-guardian', at: now },
        'drawdown-stop',
      );
    } else if (verdict.kind === 'pause') {
      await database.queries
        .insert(riskEvents)
        .values({
          id: `pause:${day}`,
          kind: 'pause',
          rule: 'daily-loss',
          limit: dollars(verdict.limit),
          value: dollars(this.#state.equity),
          message: verdict.message,
          at: now,
        })
        .onConflictDoNothing();
      this.#context.alert({
        tier: 'critical',
        kind: 'risk.daily-loss',
        title: 'Trading paused for today',
        body: verdict.message,
      });
    }
    this.#warn(verdict.kind === 'halt' ? null : drawdownWarning(this.#state, config));
  }

  /** Once until equity has risen again. */
  #warn(body: string | null): void {
    if (body !== null && !this.#warned)
      this.#context.alert({ tier: 'critical', kind: 'risk.drawdown', title: 'Close to the drawdown stop', body });
    this.#warned = body !== null;
  }

  async #recordHalt(halt: Halt, rule: string): Promise<void> {
    if (await orderHalt(this.#context, halt, rule)) {
      this.#context.alert({
        tier: 'emergency',
        kind: 'halt',
        title: 'HALT_ALL',
        body: halt.reason,
        dedupeKey: `halt:${halt.id}`,
      });
    }
  }
}

/** The state after an approval: what it may spend counts from now on. */
function withApproval(state: RiskState, approval: Approval): RiskState {
  return {
    ...state,
    tradesToday: state.tradesToday + 1,
    lastApproval: new Map(state.lastApproval).set(approval.coverId, approval.approvedAt),
    commitments: [
      ...state.commitments,
      ...approval.legs.map((leg) => ({
        tradeId: approval.tradeId,
        strategy: approval.strategy,
        coverId: approval.coverId,
        market: leg.market,
        event: leg.event,
        platform: leg.platform,
        side: leg.side,
        filled: ZERO_QUANTITY,
        amount: leg.maxCost,
        reserved: true,
      })),
    ],
  };
}
