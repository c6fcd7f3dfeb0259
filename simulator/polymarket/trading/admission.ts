import type { PolymarketCatalogue } from '../catalogue.js';
import type { Accounts } from './accounts.js';
import type { ApiKey } from './api-keys.js';
import { type OrderPayload, readOrderPayload } from './signed-order.js';
import { termsOf } from './order-terms.js';
import type { TradingOptions } from './options.js';
import type { OrderStore } from './order-store.js';
import { TradingOrder } from './trading-order.js';
import { orderDomain, orderHash, orderSigner } from './typed-data.js';

/** An answer that says no, with its HTTP status (reference §14). */
export interface Refusal {
  readonly error: string;
  readonly status: number;
}

export const refuse = (error: string, status = 400): Refusal => ({ error, status });

/** A GTD order has to be this far ahead, and dies this much early (reference §7). */
const SHORTEST_GTD_S = 180;

interface AdmissionOptions {
  readonly catalogue: PolymarketCatalogue;
  readonly accounts: Accounts;
  readonly orders: OrderStore;
  readonly options: TradingOptions;
  /** The venue's Unix ms. */
  readonly now: () => number;
}

/** Checks everything about an order that does not depend on the book or on balances. */
export class Admission {
  readonly #options: AdmissionOptions;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** @returns an order that nobody has heard of yet. */
  check(input: unknown, key: ApiKey): TradingOrder | Refusal {
    const { catalogue, orders, options, now } = this.#options;
    const payload = readOrderPayload(input);
    if (typeof payload === 'string') return refuse(payload);
    const identity = this.#identityProblem(payload, key);
    if (identity !== null) return refuse(identity);

    const token = catalogue.byToken(payload.order.tokenId);
    if (!token) return refuse('Invalid order payload');
    const { listing } = token;
    const domain = orderDomain(listing);
    const id = orderHash(domain, payload.order);
    if (orderSigner(domain, payload.order) !== key.signer) return refuse('invalid signature');
    const account = this.#options.accounts.find(key.signer, payload.order.signatureType);
    if (account?.funder !== payload.order.maker) return refuse('invalid signature');
    if (orders.find(id)) return refuse(`order ${id} is invalid. Duplicated.`);

    const tick = catalogue.live(listing)?.tick ?? listing.tick;
    const terms = termsOf(id, payload.order, payload.orderType, { tick, marketBuyDecimals: options.marketBuyDecimals });
    if (typeof terms === 'string') return refuse(terms);
    const least = payload.orderType === 'GTD' ? now() / 1_000 + SHORTEST_GTD_S : 0;
    if (payload.orderType === 'GTD' ? payload.expiration < Math.floor(least) : payload.expiration !== 0) {
      return refuse('invalid expiration');
    }
    return new TradingOrder({ id, account, listing, outcome: token.side, payload, terms, createdAt: now() });
  }

  #identityProblem({ owner, order }: OrderPayload, key: ApiKey): string | null {
    if (owner !== key.apiKey) return 'the order owner has to be the owner of the API KEY';
    // A deposit wallet names itself as signer; its owner is checked by the signature (reference §5.3).
    const signer = order.signatureType === 3 ? order.maker : key.signer;
    if (order.signer !== signer) return 'the order signer address has to be the address of the API KEY';
    switch (this.#options.accounts.standing(key.signer)) {
      case 'banned':
        return `'${key.signer}' address banned`;
      case 'closed-only':
        return order.side === 'BUY' ? `'${key.signer}' address in closed only mode` : null;
      case 'good':
        return null;
    }
  }
}
