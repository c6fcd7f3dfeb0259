import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Fill, OrderSpec, OrderState, VenueOrder } from '@pm-arbitrage/core/domain/order.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { quantity } from '@pm-arbitrage/core/money/money.js';
import type { OrderRef, PlaceOutcome } from '@pm-arbitrage/core/ports/trading-venue.js';
import { type HttpAnswer, NoAnswerError } from '../../../transport/http-line.js';
import type { ApiKey } from './api-keys.js';
import type { BuiltOrder } from './build-order.js';
import { type ClobAccount, reasonOf } from './clob-account.js';
import { type PlaceVerdict, readPlaceAnswer, type RestrictedMode } from './place-answer.js';
import type { TradeBook } from './trade-book.js';
import type { WireOrder } from './wire-order.js';

export interface OrderDeskOptions {
  readonly account: ClobAccount;
  readonly trades: TradeBook;
  readonly clock: Clock;
  readonly log: Logger;
  /** Arms the dead-man switch and the stream of a key before the first order goes out with it. */
  readonly arm: (key: ApiKey) => Promise<void>;
  /** The venue says that it is restricted, for so many ms. */
  readonly restricted: (mode: RestrictedMode, forMs: number) => void;
  /** How long after it was sent an order may still arrive, ms. */
  readonly arrivalMarginMs: number;
}

/** How long `send` waits for fills before it leaves the rest to whoever asks, ms. */
const SETTLE_MS = 1_500;
const NEWS_MS = 60;
/** How long a restricted mode is believed when the venue does not say, ms. */
const RESTRICTED_MS = 30_000;
const LIMITED_MS = 1_000;

type Placed = Extract<PlaceVerdict, { kind: 'accepted' }>;
/** Either the outcome, or a reason to try the same order with another key. */
type Attempt = { readonly outcome: PlaceOutcome } | { readonly nextKeyBecause: PlaceOutcome };

/** Sends, follows and cancels orders. */
export class OrderDesk {
  readonly #options: OrderDeskOptions;
  /** When orders of this life left, Unix ms. */
  readonly #sentAt = new Map<string, number>();
  /** When orders were first asked about, Unix ms. */
  readonly #askedAt = new Map<string, number>();

  constructor(options: OrderDeskOptions) {
    this.#options = options;
  }

  /** Sends an order once; with the next API key where the venue proves that it did not take it with this one. */
  async place(spec: OrderSpec, built: BuiltOrder): Promise<PlaceOutcome> {
    const { account, arm } = this.#options;
    const tried = new Set<number>();
    for (;;) {
      let key: ApiKey;
      try {
        key = await account.keys.best();
        if (tried.has(key.nonce)) key = (await account.keys.all()).find(({ nonce }) => !tried.has(nonce)) ?? key;
        await arm(key);
      } catch (error) {
        return { kind: 'rejected', code: 'not-sent', message: `it never left: ${reasonOf(error)}` };
      }
      tried.add(key.nonce);
      const attempt = await this.#attempt(spec, built, key);
      if ('outcome' in attempt) return attempt.outcome;
      const others = await account.keys.all().catch(() => []);
      if (others.every(({ nonce }) => tried.has(nonce))) return attempt.nextKeyBecause;
    }
  }

  async #attempt(spec: OrderSpec, built: BuiltOrder, key: ApiKey): Promise<Attempt> {
    const { account, clock, restricted } = this.#options;
    const { orderId } = built;
    const inTime = () => spec.expiresAt === null || clock.now() <= spec.expiresAt;
    const ready = () => {
      if (!inTime()) return false;
      this.#sentAt.set(orderId, clock.now());
      return true;
    };
    let answer: HttpAnswer | null;
    try {
      const request = { method: 'POST', path: '/order', body: built.body(key.id) } as const;
      answer = await account.send(key, 'order', request, ready);
    } catch (error) {
      if (error instanceof NoAnswerError && !error.sent)
        return { outcome: { kind: 'rejected', code: 'not-sent', message: error.message } };
      return { outcome: { kind: 'in-doubt', reason: reasonOf(error) } };
    }
    if (answer === null)
      return { outcome: { kind: 'rejected', code: 'not-sent', message: 'it expired before it left' } };
    const verdict = readPlaceAnswer(answer.status, answer.text, orderId);
    switch (verdict.kind) {
      case 'accepted':
        return { outcome: await this.#follow(spec, built, verdict) };
      case 'rejected':
      case 'in-doubt':
        return { outcome: verdict };
      case 'unauthorized': {
        account.keys.refuse(key, verdict.message);
        return { nextKeyBecause: { kind: 'rejected', code: 'unauthorized', message: verdict.message } };
      }
      case 'turned-away': {
        const waitMs = Number(answer.headers['retry-after']) * 1000;
        if (verdict.mode !== null) restricted(verdict.mode, waitMs > 0 ? waitMs : RESTRICTED_MS);
        const { code, message } = verdict;
        const known = await this.#isKnown(orderId);
        if (known !== false)
          return { outcome: { kind: 'in-doubt', reason: `${code}: ${message}, and the order is not proven absent` } };
        const outcome: PlaceOutcome = { kind: 'rejected', code, message };
        if (code !== 'rate-limit') return { outcome };
        account.keys.limit(key, waitMs > 0 ? waitMs : LIMITED_MS);
        return { nextKeyBecause: outcome };
      }
    }
  }

  /** Null when that cannot be found out now. */
  async #isKnown(orderId: string): Promise<boolean | null> {
    const { account, trades } = this.#options;
    if (trades.known.fillsOf(orderId).length > 0) return true;
    try {
      return (await account.order(orderId)) !== null;
    } catch {
      return null;
    }
  }

  /** Follows an accepted order to its end, or to where it rests, for a moment. */
  async #follow(spec: OrderSpec, built: BuiltOrder, { status }: Placed): Promise<PlaceOutcome> {
    const { clock, log, trades } = this.#options;
    const { clientOrderId, market } = spec;
    const ref: OrderRef = { clientOrderId, venueOrderId: built.orderId, market };
    const rests = spec.timeInForce === 'gtc' || spec.timeInForce === 'gtd';
    let last: VenueOrder = this.#asVenueOrder(ref, status === 'live' && rests ? 'resting' : 'pending');
    if (rests && status === 'live') return { kind: 'accepted', order: last };
    // In the delay of a sports market nothing can be cancelled; whoever asks later does it then.
    if (built.cancelRest && status !== 'delayed' && !this.#isFull(ref, spec)) {
      await this.#cancelEverywhere(built.orderId).catch((error: unknown) =>
        log.warn({ clientOrderId, reason: reasonOf(error) }, 'what rests of an order could not be cancelled yet'),
      );
    }
    const until = clock.monotonic() + SETTLE_MS;
    // Fills usually come by the stream before this answer, or right after it.
    if (!this.#isFull(ref, spec)) await trades.news(built.orderId, NEWS_MS);
    for (;;) {
      if (this.#isFull(ref, spec)) return { kind: 'accepted', order: this.#asVenueOrder(ref, 'filled') };
      try {
        const known = await this.lookup(ref);
        if (known && (known.state === 'filled' || known.state === 'cancelled' || known.state === 'rejected'))
          return { kind: 'accepted', order: known };
        if (known?.state === 'resting' && rests) return { kind: 'accepted', order: known };
        if (known) last = known;
      } catch (error) {
        log.warn({ clientOrderId, reason: reasonOf(error) }, 'an accepted order cannot be read yet');
      }
      if (clock.monotonic() > until) return { kind: 'accepted', order: last };
      await trades.news(built.orderId, NEWS_MS);
    }
  }

  /** The order as the venue knows it; its state is final only when the fills listed are all there are. */
  async lookup(ref: OrderRef): Promise<VenueOrder | null> {
    const { account, trades } = this.#options;
    const { venueOrderId } = ref;
    if (venueOrderId === null) return null;
    const order = await account.order(venueOrderId);
    if (order === null)
      return trades.known.fillsOf(venueOrderId).length > 0 ? this.#asVenueOrder(ref, 'in-doubt') : null;
    await this.#completeFills(order);
    return this.#asVenueOrder(ref, await this.#stateOf(order));
  }

  /**
   * An order that the venue does not know may still be on its way to it. It cannot arrive once its request is older
   * than the venue takes requests; sending it again would prove no more and might order.
   */
  async ruleOut({ venueOrderId, spec }: OrderRef & { readonly spec: OrderSpec }): Promise<boolean> {
    const { arrivalMarginMs, clock } = this.#options;
    if (venueOrderId === null) return false;
    const asked = this.#askedAt.get(venueOrderId) ?? clock.now();
    this.#askedAt.set(venueOrderId, asked);
    // Of an order of an earlier life it is known that nothing leaves past its expiry, or else that it had left by now.
    const left = this.#sentAt.get(venueOrderId) ?? spec.expiresAt ?? asked;
    if (clock.now() <= left + arrivalMarginMs) return false;
    return (await this.#isKnown(venueOrderId)) === false;
  }

  /** Asks with every key, since only its own may cancel an order. */
  async #cancelEverywhere(orderId: string): Promise<void> {
    const { account } = this.#options;
    const body = JSON.stringify({ orderID: orderId });
    for (const key of await account.keys.all()) {
      if ((await account.cancel(key, '/order', body)).includes(orderId)) return;
    }
  }

  async cancel(ref: OrderRef): Promise<VenueOrder | null> {
    if (ref.venueOrderId !== null) await this.#cancelEverywhere(ref.venueOrderId);
    return this.lookup(ref);
  }

  /** Reads the trades that are missing from what is known of an order. */
  async #completeFills({ id, createdAt, market, matched, trades: ids }: WireOrder): Promise<void> {
    const { trades } = this.#options;
    if (this.#accounts(id, matched)) return;
    for (const trade of ids) if (!trades.known.get(trade)) await trades.read({ id: trade });
    if (this.#accounts(id, matched)) return;
    await trades.read({ market, after: Math.floor(createdAt / 1000) - 60 });
  }

  /** Whether the fills known are what the venue says was matched; it may or may not count what was undone. */
  #accounts(orderId: string, matched: number): boolean {
    const fills = this.#options.trades.known.fillsOf(orderId);
    const all = fills.reduce((total, fill) => total + fill.quantity, 0);
    const standing = fills.reduce((total, fill) => total + (fill.finality === 'undone' ? 0 : fill.quantity), 0);
    return matched === all || matched === standing;
  }

  async #stateOf(order: WireOrder): Promise<OrderState> {
    switch (order.status) {
      case 'live':
      case 'unmatched':
        return 'resting';
      case 'delayed':
        return 'pending';
      case 'matched':
        // Also said of an order that was matched in part; what rests of it is then among the open ones.
        if (order.matched < order.size && !order.immediate && (await this.#rests(order.id))) return 'resting';
        break;
      case 'canceled':
      case 'invalid':
        break;
    }
    if (!this.#accounts(order.id, order.matched)) return 'in-doubt';
    if (order.status === 'invalid' && order.matched === 0) return 'rejected';
    return this.#standing(order.id) >= order.size ? 'filled' : 'cancelled';
  }

  async #rests(orderId: string): Promise<boolean> {
    return (await this.#options.account.openOrders()).some(({ id }) => id === orderId);
  }

  #standing(orderId: string): number {
    return this.#options.trades.known
      .fillsOf(orderId)
      .reduce((total, fill) => total + (fill.finality === 'undone' ? 0 : fill.quantity), 0);
  }

  #isFull({ venueOrderId }: OrderRef, spec: OrderSpec): boolean {
    return venueOrderId !== null && this.#standing(venueOrderId) >= spec.quantity;
  }

  #asVenueOrder({ clientOrderId, venueOrderId }: OrderRef, state: OrderState): VenueOrder {
    const id = venueOrderId ?? '';
    const fills = this.#options.trades.known.fillsOf(id).map((fill): Fill => ({
      clientOrderId,
      fillId: fill.fillId,
      platform: fill.platform,
      market: fill.market,
      side: fill.side,
      action: fill.action,
      quantity: fill.quantity,
      price: fill.price,
      notional: fill.notional,
      fee: fill.fee,
      liquidity: fill.liquidity,
      finality: fill.finality,
      at: fill.at,
    }));
    return { clientOrderId, venueOrderId: id, state, filled: quantity(this.#standing(id)), fills };
  }
}
