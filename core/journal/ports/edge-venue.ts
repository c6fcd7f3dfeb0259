import { throwOn } from '../../bus/bus-options.js';
import type { Fill, OrderSpec, VenueOrder } from '../../domain/order.js';
import type { MarketId, Platform } from '../../domain/platform.js';
import type { Quantity } from '../../money/money.js';
import type { OrderRef, PreparedOrder, TradingVenue } from '../../ports/trading-venue.js';
import type { Edge } from '../edge/edge.js';

/** A trading venue beyond an edge: what it is asked goes out, what it answers and the fills that it tells of come in. */
export class EdgeVenue implements TradingVenue {
  #opened: TradingVenue | null = null;

  /** @param open makes the venue at the first `connect`; never called in a replay */
  constructor(
    readonly platform: Platform,
    private readonly edge: Edge,
    private readonly open: () => TradingVenue,
  ) {}

  connect(): Promise<void> {
    return this.#ask('connect', null, async () => {
      this.#opened ??= this.open();
      await this.#opened.connect();
    });
  }

  async prepare(spec: OrderSpec): Promise<PreparedOrder> {
    let send: PreparedOrder['send'] | null = null;
    const built = await this.#ask('prepare', spec, async (venue) => {
      const prepared = await venue().prepare(spec);
      send = () => prepared.send();
      return { spec: prepared.spec, venueOrderId: prepared.venueOrderId };
    });
    return { ...built, send: () => this.#ask('send', spec.clientOrderId, () => (send as PreparedOrder['send'])()) };
  }

  lookup(order: OrderRef): Promise<VenueOrder | null> {
    return this.#ask('lookup', refOf(order), (venue) => venue().lookup(order));
  }

  ruleOut(order: OrderRef & { readonly spec: OrderSpec }, mayOrder: boolean): Promise<boolean> {
    return this.#ask('rule out', { ...refOf(order), mayOrder }, (venue) => venue().ruleOut(order, mayOrder));
  }

  cancel(order: OrderRef): Promise<VenueOrder | null> {
    return this.#ask('cancel', refOf(order), (venue) => venue().cancel(order));
  }

  cancelAll(): Promise<number> {
    return this.#ask('cancel all', null, (venue) => venue().cancelAll());
  }

  openOrders(): ReturnType<TradingVenue['openOrders']> {
    return this.#ask('open orders', null, (venue) => venue().openOrders());
  }

  fillsSince(since: number): ReturnType<TradingVenue['fillsSince']> {
    return this.#ask('fills since', since, (venue) => venue().fillsSince(since));
  }

  balance(market?: MarketId): ReturnType<TradingVenue['balance']> {
    return this.#ask('balance', market ?? null, (venue) => venue().balance(market));
  }

  positions(): ReturnType<TradingVenue['positions']> {
    return this.#ask('positions', null, (venue) => venue().positions());
  }

  status(): ReturnType<TradingVenue['status']> {
    return this.#ask('status', null, (venue) => venue().status());
  }

  latencyMs(): number | null {
    return this.edge.draw(`${this.platform} latency`, () => this.#there().latencyMs());
  }

  mergePairs(market: MarketId, pairs: Quantity): Promise<void> {
    return this.#ask('merge', { market, pairs }, (venue) => venue().mergePairs(market, pairs));
  }

  redeem(market: MarketId): Promise<void> {
    return this.#ask('redeem', market, (venue) => venue().redeem(market));
  }

  settlements(markets: readonly MarketId[]): ReturnType<TradingVenue['settlements']> {
    return this.#ask('settlements', markets, (venue) => venue().settlements(markets));
  }

  onFill(listener: (fill: Fill) => void): void {
    const hear = this.edge.hear(`${this.platform} fill`, listener);
    this.#opened?.onFill((fill) => void hear(fill).catch(throwOn));
  }

  close(): Promise<void> {
    return this.#ask('close', null, async () => this.#opened?.close());
  }

  #ask<T>(what: string, said: unknown, act: (venue: () => TradingVenue) => Promise<T>): Promise<T> {
    return this.edge.ask(`${this.platform} ${what}`, said, () => act(() => this.#there()));
  }

  /** For those alone whom no replay calls: there nothing is beyond the edge. */
  #there(): TradingVenue {
    return this.#opened as TradingVenue;
  }
}

const refOf = ({ clientOrderId, venueOrderId, market }: OrderRef): OrderRef => ({
  clientOrderId,
  venueOrderId,
  market,
});
