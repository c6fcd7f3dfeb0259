import type { KeyObject } from 'node:crypto';
import { approvalProblem } from '@pm-arbitrage/core/approval/sign-approval.js';
import type { Envelope } from '@pm-arbitrage/core/bus/envelope.js';
import type { Execution } from '@pm-arbitrage/core/domain/execution.js';
import type { Fill } from '@pm-arbitrage/core/domain/order.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { isInFlight } from '@pm-arbitrage/core/domain/trade-states.js';
import type { Approval, SignedApproval, TradeResult, TradeWithdrawal } from '@pm-arbitrage/core/domain/trade.js';
import { AWAITS_RESUME, type ExitParts, exitTrade, isUneven, stateOfEvenLegs } from './exit-trade.js';
import { costByPot, type Funds } from './funds.js';
import { askGates, askRestGates, type GateInputs } from './gates.js';
import { hedgeTrade } from './hedge-trade.js';
import type { OrderOutcome } from './journal.js';
import { knownFill, type OpenIntent, type TradeRow, tradeWithIntents } from './trade-rows.js';
import { AWAITS_FINAL_FILLS, AWAITS_HEDGE, RESTS } from './waits.js';
import { LockRefused } from './lock-trade.js';
import { TradeTimers } from './trade-timers.js';
import { TradeHands } from './trade-hands.js';

export interface ExecutorParts extends ExitParts {
  readonly funds: Funds;
  readonly guardianKey: KeyObject;
}

/** What trades wait for that are in order; the others were left behind. */
const CALM: ReadonlySet<string> = new Set([AWAITS_FINAL_FILLS, AWAITS_HEDGE, RESTS]);

/** Fills of resting orders are heard of; how often they are asked for besides, ms. */
const LOOK_EVERY_MS = 10_000;

const mayHedge = (execution: Execution, now: number): boolean =>
  execution.style === 'first-leg' && now < execution.hedgeBy;

/** Locks a trade, then executes it (design §8). Knows venues by their port alone: live or paper, it cannot tell. */
export class Executor {
  readonly #parts: ExecutorParts;
  readonly #hands = new TradeHands();
  readonly #timers: TradeTimers;
  /** When a trade with a resting order was looked at last, `clock.monotonic()` ms. */
  readonly #lookedAt = new Map<string, number>();

  constructor(parts: ExecutorParts) {
    this.#parts = parts;
    this.#timers = new TradeTimers(parts.context.metrics);
  }

  /**
   * Takes one approval to its end: complete, called off, or exited. Approvals that may not be used do nothing. The same
   * approval again, after a failure on the way, asks the venues what became of its orders instead of sending them.
   */
  async execute(signed: SignedApproval, envelope: Envelope<SignedApproval>): Promise<void> {
    const { context, guardianKey } = this.#parts;
    const { approval } = signed;
    const forged = approvalProblem(signed, guardianKey);
    if (forged !== null) {
      context.log.error({ tradeId: approval.tradeId, problem: forged }, 'approval refused');
      const title = 'An approval was not signed by the guardian';
      context.alert({ tier: 'critical', kind: 'approval.forged', title, body: forged });
      return;
    }
    await this.#alone(approval.tradeId, () => this.#trade(approval, envelope));
  }

  async #trade(approval: Approval, envelope: Envelope<SignedApproval>): Promise<void> {
    const { context, desk, funds, journal } = this.#parts;
    const { tradeId } = approval;
    const callOff = (from: 'approved' | 'locked', reason: string) =>
      journal.callOff(tradeId, from, 'aborted', reason, envelope);
    const halted = desk.halted();
    if (halted !== null) return callOff('approved', `halted: ${halted}`);
    const { execution } = approval;
    const ask = execution.style === 'rest' ? askRestGates : askGates;
    const verdict = ask(approval, await this.#look(approval, true));
    if (!verdict.open) return callOff('approved', `${verdict.gate}: ${verdict.message}`);

    // The other legs of a first leg are ordered when it is there.
    const firstLegs = execution.style === 'first-leg' ? verdict.legs.slice(0, 1) : verdict.legs;
    const prepared = await Promise.all(
      firstLegs.map(({ leg, limitPrice }, legIndex) =>
        desk.prepare({
          tradeId,
          legIndex,
          leg,
          purpose: 'leg',
          attempt: 0,
          action: 'buy',
          quantity: leg.quantity,
          limitPrice,
          ...(execution.style === 'rest' ? { restUntil: execution.until } : {}),
        }),
      ),
    );
    funds.reserve(tradeId, costByPot(verdict.legs));
    try {
      const intents = prepared.map(({ spec, venueOrderId }) => ({ spec, venueOrderId, purpose: 'leg' as const }));
      const refused = await this.#locked(journal.lock(approval, intents));
      if (refused !== null) {
        // Used before: it is being worked on, or was left behind by an earlier life.
        const known = await tradeWithIntents(context.database.queries, tradeId);
        if (known === null)
          throw new LockRefused('executor.unknown-trade', `no trade ${tradeId}; the guardian never committed it`);
        if (isInFlight(known.trade.state)) await this.#resume(known.trade, known.sent);
        else await callOff('approved', refused);
        return;
      }
      // The commit took time; nothing has left yet, so the books and the halt get one more look.
      const last = ask(approval, await this.#look(approval, false));
      if (!last.open) {
        for (const { platform } of approval.legs) if (last.gate === 'liquidity') desk.evaporated(platform);
        return await callOff('locked', `last look: ${last.gate}: ${last.message}`);
      }
      const haltedSince = desk.halted();
      if (haltedSince !== null) return await callOff('locked', `last look: halted: ${haltedSince}`);

      const sentAt = context.clock.now();
      const outcomes = await Promise.all(prepared.map((order) => desk.place(order)));
      const answeredAt = context.clock.now();
      this.#timers.answered(approval, sentAt, answeredAt);
      const tickToTradeMs = answeredAt - approval.tickAt;
      const result = await this.finish({ id: tradeId, floor: approval.floor, execution }, outcomes, {
        tickToTradeMs,
        because: envelope,
      });
      this.#timers.ended(result, sentAt);
    } finally {
      void funds.release(tradeId);
    }
  }

  /** Records outcomes and, where the legs differ, hedges or exits. Also the way out of a crash. */
  async finish(
    trade: Pick<TradeRow, 'id' | 'floor' | 'execution'>,
    outcomes: readonly OrderOutcome[],
    details: { tickToTradeMs?: number; because?: Envelope<unknown> } = {},
  ): Promise<TradeResult> {
    const { id, floor, execution } = trade;
    const { journal } = this.#parts;
    const { because } = details;
    const timing = details.tickToTradeMs === undefined ? {} : { tickToTradeMs: details.tickToTradeMs };
    if (outcomes.some(({ state }) => state === 'resting'))
      return journal.record(id, outcomes, { state: 'executing', reason: RESTS, ...timing }, because);
    this.#lookedAt.delete(id);
    const mayWait = mayHedge(execution, this.#parts.context.clock.now());
    const next = { state: 'exiting' as const, reason: mayWait ? AWAITS_HEDGE : 'legs differ', ...timing };
    // Booked first, judged after: the legs are what the journal says they are.
    const booked = await journal.record(id, outcomes, next, because, stateOfEvenLegs);
    if (!isUneven(booked)) return booked;
    if (!mayWait) return exitTrade(this.#parts, id, floor, because);
    return (await hedgeTrade(this.#parts, id, floor, because)) ?? booked;
  }

  /** A strategy takes back what rests of its trade. */
  async withdraw(withdrawal: TradeWithdrawal): Promise<void> {
    const { tradeId, reason } = withdrawal;
    if (!(await this.#parts.journal.withdraw(withdrawal))) return;
    await this.#parts.journal.callOff(tradeId, 'approved', 'aborted', `withdrawn: ${reason}`);
    await this.#alone(tradeId, () => this.#review(tradeId), true);
  }

  /**
   * Asks the venues what became of every order of a trade that was left behind, and brings it to its end.
   * @returns null when it is over, in somebody's hands already, or has to wait for a halt to be lifted.
   */
  async recover(tradeId: string): Promise<TradeResult | null> {
    const { context, desk } = this.#parts;
    return this.#alone(tradeId, async () => {
      const known = await tradeWithIntents(context.database.queries, tradeId);
      if (known === null || !isInFlight(known.trade.state)) return null;
      const { trade, sent } = known;
      if (trade.state === 'exiting' && trade.reason === AWAITS_RESUME && desk.halted() !== null) return null;
      if (this.#mayRest(trade) && context.clock.monotonic() < (this.#lookedAt.get(tradeId) ?? 0) + LOOK_EVERY_MS)
        return null;
      if (trade.reason === AWAITS_HEDGE && sent.length === 0 && mayHedge(trade.execution, context.clock.now()))
        return hedgeTrade(this.#parts, tradeId, trade.floor);
      return this.#resume(trade, sent);
    });
  }

  /**
   * Takes what a venue says of a fill on its own account: late, final, or undone. What is news to the journal takes the
   * trade up again. @returns false when the fill belongs to no order of ours.
   */
  async takeFill(fill: Pick<Fill, 'clientOrderId' | 'platform' | 'fillId' | 'finality'>): Promise<boolean> {
    const { context, journal } = this.#parts;
    const known = await knownFill(context.database.queries, fill);
    if (known === null) return false;
    const { finality, tradeId } = known;
    const isNews =
      finality === null ? fill.finality !== 'undone' : finality === 'provisional' && fill.finality !== finality;
    if (!isNews) return true;
    const reason = `${fill.platform} reports fill ${fill.fillId} as ${fill.finality}`;
    await this.#alone(
      tradeId,
      async () => {
        await journal.reopen(tradeId, fill.clientOrderId, reason);
        await this.#review(tradeId);
      },
      true,
    );
    return true;
  }

  #alone<T>(tradeId: string, work: () => Promise<T>, insist = false): Promise<T | null> {
    return this.#hands.alone(tradeId, work, () => this.#review(tradeId), insist);
  }

  async #review(tradeId: string): Promise<void> {
    const known = await tradeWithIntents(this.#parts.context.database.queries, tradeId);
    if (known !== null && isInFlight(known.trade.state)) await this.#resume(known.trade, known.sent);
  }

  async #resume(trade: TradeRow, sent: readonly OpenIntent[]): Promise<TradeResult | null> {
    const { context, desk } = this.#parts;
    if (!CALM.has(trade.reason))
      context.log.warn({ tradeId: trade.id, state: trade.state, orders: sent.length }, 'recovering a trade');
    if (this.#mayRest(trade)) return this.#lookAtResting(trade, sent);
    const outcomes = await Promise.all(sent.map(({ spec, venueOrderId }) => desk.certain(spec, venueOrderId)));
    return this.finish(trade, outcomes);
  }

  /** Books what resting orders filled since. @returns null when there is no news of them */
  async #lookAtResting(trade: TradeRow, sent: readonly OpenIntent[]): Promise<TradeResult | null> {
    const { context, desk } = this.#parts;
    this.#lookedAt.set(trade.id, context.clock.monotonic());
    const seen = await Promise.all(sent.map(({ spec, venueOrderId }) => desk.asItIs(spec, venueOrderId)));
    const outcomes = seen.filter((outcome) => outcome !== null);
    const isNews = outcomes.some(({ state, fills }, index) => {
      const filled = fills.reduce((sum, fill) => sum + (fill.finality === 'undone' ? 0 : fill.quantity), 0);
      return state !== sent[index]?.state || filled !== sent[index].filled;
    });
    return outcomes.length < sent.length || (sent.length > 0 && !isNews) ? null : this.finish(trade, outcomes);
  }

  /** Whether an order of a trade may go on resting. */
  #mayRest({ execution, withdrawnAt, state }: TradeRow): boolean {
    const { context, desk } = this.#parts;
    if (execution.style !== 'rest' || withdrawnAt !== null || state === 'exiting') return false;
    return desk.halted() === null && context.clock.now() < execution.until;
  }

  /** Null when locked, else why not. */
  async #locked(locking: Promise<void>): Promise<string | null> {
    try {
      await locking;
      return null;
    } catch (error) {
      if (error instanceof LockRefused) return error.message;
      throw error;
    }
  }

  /** The legs as they stand now; the first look asks for funds and for the venues' state too. */
  async #look(approval: Approval, first: boolean): Promise<GateInputs> {
    const { books, context, desk, funds, marketOf } = this.#parts;
    const listed = approval.legs.map(({ market }) => marketOf(market));
    const available = first ? await funds.available(listed.filter((market): market is Market => !!market)) : null;
    const platforms = new Set(approval.legs.map((leg) => leg.platform));
    const refusals = new Map(first ? [...platforms].map((platform) => [platform, desk.refusal(platform)]) : []);
    const now = context.clock.now();
    return {
      now,
      config: context.config,
      available,
      refusals,
      legs: approval.legs.map(({ market }, index) => {
        const update = books.get(market);
        return { market: listed[index], update, age: update ? books.ageOf(update, now) : 0 };
      }),
    };
  }
}
