import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';

/** What is known of an order besides what the venue lists. Times are Unix ms at the venue. */
export interface KnownOrder {
  spec: OrderSpec | null;
  venueOrderId: string | null;
  /** Signature time of the newest request under this id that this process sent; null: none. */
  signedAt: number | null;
  /** When the venue said that the id is used up. */
  spentAt: number | null;
  /** We used it up ourselves, with an order that was killed. */
  burnt: boolean;
}

export interface KnownOrdersOptions {
  /** Our orders of earlier lives, by client id. */
  readonly specOf?: (clientOrderId: string) => Promise<OrderSpec | null>;
  /** Our client ids of earlier lives, by the venue's id. */
  readonly clientOrderIdOf?: (venueOrderId: string) => Promise<string | null>;
}

const KEPT_ORDERS = 10_000;

/** Which order is which: our ids, the venue's ids, and what we wanted; of this life from memory, of earlier ones asked. */
export class KnownOrders {
  readonly #options: KnownOrdersOptions;
  readonly #orders = new Map<string, KnownOrder>();
  readonly #clientIds = new Map<string, string>();

  constructor(options: KnownOrdersOptions) {
    this.#options = options;
  }

  of(clientOrderId: string): KnownOrder {
    let order = this.#orders.get(clientOrderId);
    if (!order) {
      order = { spec: null, venueOrderId: null, signedAt: null, spentAt: null, burnt: false };
      this.#orders.set(clientOrderId, order);
      forgetOldest(this.#orders);
    }
    return order;
  }

  /** Both ids of an order have been seen together. */
  met(clientOrderId: string, venueOrderId: string): void {
    this.of(clientOrderId).venueOrderId = venueOrderId;
    this.#clientIds.set(venueOrderId, clientOrderId);
    forgetOldest(this.#clientIds);
  }

  /** Null: not one of ours, as far as anybody knows. */
  async clientIdOf(venueOrderId: string): Promise<string | null> {
    const met = this.#clientIds.get(venueOrderId);
    if (met !== undefined) return met;
    const asked = (await this.#options.clientOrderIdOf?.(venueOrderId)) ?? null;
    if (asked !== null) this.met(asked, venueOrderId);
    return asked;
  }

  async specOf(clientOrderId: string): Promise<OrderSpec | null> {
    const order = this.of(clientOrderId);
    order.spec ??= (await this.#options.specOf?.(clientOrderId)) ?? null;
    return order.spec;
  }
}

function forgetOldest(kept: Map<string, unknown>): void {
  if (kept.size <= KEPT_ORDERS) return;
  for (const oldest of kept.keys()) {
    kept.delete(oldest);
    return;
  }
}
