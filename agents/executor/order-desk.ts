import { FencedError } from '@pm-arbitrage/core/db/lease.js';
import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import type { PreparedOrder, TradingVenue } from '@pm-arbitrage/core/ports/trading-venue.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { clientOrderId } from './client-order-id.js';
import type { OrderOutcome } from './journal.js';
import type { IntentRow, LegRow } from './trade-rows.js';
import { OrderCounts } from './order-counts.js';
import { bringToCertainty, fromVenue, sendWithin } from './send-order.js';

export interface OrderDeskParts {
  readonly context: Pick<AgentContext, 'clock' | 'config' | 'halt' | 'log' | 'metrics'>;
  readonly venues: ReadonlyMap<Platform, TradingVenue>;
  /** Unix ms of the guardian's last heartbeat: without a fresh one nothing is ordered. */
  readonly guardianSeenAt: () => number;
  /** Until when the lease is ours without doubt, `clock.monotonic()` ms. */
  readonly leaseUntil: () => number;
  /** Told of every order right after it left. */
  readonly onSent?: (spec: OrderSpec) => void;
}

/** What an order is for, and what it should do. */
export interface OrderWish extends Pick<OrderSpec, 'action' | 'quantity' | 'limitPrice'> {
  readonly tradeId: string;
  readonly legIndex: number;
  readonly leg: Pick<LegRow, 'market' | 'platform' | 'side'>;
  readonly purpose: IntentRow['purpose'];
  /** Numbers the attempts of one purpose: each has ids of its own. */
  readonly attempt: number;
  /**
   * It is to rest in the book until then, Unix ms, and take nothing. Absent: a leg is taken whole at once or not at all; of
   * what makes legs equal any part is better than none.
   */
  readonly restUntil?: number;
}

/** The one way in which orders are made, sent, and brought to certainty. */
export class OrderDesk {
  readonly #parts: OrderDeskParts;
  readonly #counts: OrderCounts;
  readonly #breakers = new Map<Platform, CircuitBreaker>();

  constructor(parts: OrderDeskParts) {
    this.#parts = parts;
    this.#counts = new OrderCounts(parts.context.metrics);
  }

  /** Why nothing may be ordered now; null when orders may leave. */
  halted(): string | null {
    const { context, guardianSeenAt } = this.#parts;
    if (context.halt.current) return context.halt.current.reason;
    const silent = context.clock.now() - guardianSeenAt();
    return silent > context.config.risk.heartbeatMaxAgeMs ? `no heartbeat of the risk guardian for ${silent} ms` : null;
  }

  /** Why no trade may go to a venue now; null lets it through. */
  refusal(platform: Platform): string | null {
    const { clock, config } = this.#parts.context;
    return this.#breaker(platform).refusal(clock.now(), this.#venue(platform).latencyMs(), config.risk.unstableVenueMs);
  }

  /** What the books of a venue showed was gone by the last look. */
  evaporated(platform: Platform): void {
    this.#breaker(platform).record({ kind: 'evaporated' }, this.#parts.context.clock.now());
  }

  /** Venues that are left alone for now. */
  get broken(): readonly Platform[] {
    return [...this.#breakers].filter(([, breaker]) => breaker.isOpen).map(([platform]) => platform);
  }

  /** Builds and signs. @throws CodedError when the order breaks a rule of its venue */
  prepare({
    tradeId,
    legIndex,
    leg,
    purpose,
    attempt,
    action,
    quantity,
    limitPrice,
    restUntil,
  }: OrderWish): Promise<PreparedOrder> {
    const { clock, config } = this.#parts.context;
    return this.#venue(leg.platform).prepare({
      clientOrderId: clientOrderId(tradeId, legIndex, purpose, attempt),
      tradeId,
      legIndex,
      market: leg.market,
      platform: leg.platform,
      side: leg.side,
      action,
      quantity,
      limitPrice,
      ...(restUntil === undefined
        ? {
            timeInForce: purpose === 'leg' ? 'fok' : 'ioc',
            postOnly: false,
            expiresAt: clock.now() + config.trading.orderTimeoutMs,
          }
        : { timeInForce: 'gtd', postOnly: true, expiresAt: restUntil }),
    });
  }

  /**
   * Sends an order and comes back with certainty, however long that takes. Who was asleep sends nothing: by then a
   * successor may have ruled this very order out. @throws FencedError before anything left
   */
  async place(order: PreparedOrder): Promise<OrderOutcome> {
    const { clock, config, log } = this.#parts.context;
    if (clock.monotonic() >= this.#parts.leaseUntil())
      throw new FencedError('lease.stale', 'the executor lease may have run out; nothing was sent');
    if (clock.now() > (order.spec.expiresAt ?? Infinity))
      return { clientOrderId: order.spec.clientOrderId, state: 'cancelled', reason: 'expired unsent', fills: [] };
    const breaker = this.#breaker(order.spec.platform);
    const answer = sendWithin(order, clock, config.trading.orderTimeoutMs);
    this.#parts.onSent?.(order.spec);
    const outcome = await answer;
    if (!('inDoubt' in outcome)) {
      breaker.record({ kind: verdictOn(order.spec, outcome) }, clock.now());
      this.#counts.ended(order.spec, outcome);
      return outcome;
    }
    breaker.record({ kind: 'error' }, clock.now());
    log.warn({ clientOrderId: order.spec.clientOrderId, reason: outcome.inDoubt }, 'order in doubt');
    this.#counts.inDoubt(order.spec);
    const known = await this.certain(order.spec, order.venueOrderId);
    this.#counts.ended(order.spec, known);
    return known;
  }

  /**
   * What an order that may rest looks like to its venue now: resting with what it filled, or what became of it. Null
   * where the venue does not say.
   */
  async asItIs(spec: OrderSpec, venueOrderId: string | null): Promise<OrderOutcome | null> {
    const { clientOrderId, market, platform } = spec;
    try {
      const known = await this.#venue(platform).lookup({ clientOrderId, venueOrderId, market });
      return known === null || known.state === 'pending' || known.state === 'in-doubt' ? null : fromVenue(known, '');
    } catch (error) {
      this.#parts.context.log.warn({ clientOrderId, error: messageOf(error) }, 'a resting order was not looked up');
      return null;
    }
  }

  /** What became of an order that may have been sent. */
  certain(spec: OrderSpec, venueOrderId: string | null): Promise<OrderOutcome> {
    const { clock, log } = this.#parts.context;
    const { clientOrderId: id, market, platform } = spec;
    const mayOrder = () => this.halted() === null;
    return bringToCertainty({ clientOrderId: id, venueOrderId, market, spec }, this.#venue(platform), {
      clock,
      log,
      mayOrder,
    });
  }

  #breaker(platform: Platform): CircuitBreaker {
    const known = this.#breakers.get(platform);
    if (known) return known;
    const breaker = new CircuitBreaker();
    this.#breakers.set(platform, breaker);
    return breaker;
  }

  #venue(platform: Platform): TradingVenue {
    const venue = this.#parts.venues.get(platform);
    if (!venue) throw new Error(`no trading venue for ${platform}`);
    return venue;
  }
}

function verdictOn(spec: OrderSpec, { fills, state }: OrderOutcome): 'good' | 'partial' | 'evaporated' {
  const filled = fills.reduce((total, fill) => total + fill.quantity, 0);
  if (filled >= spec.quantity) return 'good';
  return filled > 0 ? 'partial' : state === 'rejected' || state === 'cancelled' ? 'evaporated' : 'good';
}
