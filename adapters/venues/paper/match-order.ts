import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import { minQuantity, type Quantity, subQuantity } from '@pm-arbitrage/core/money/money.js';
import type { PaperBook, Reachable } from './paper-book.js';

/** A part of an order that trades against one level. */
export interface Take extends Reachable {
  readonly taken: Quantity;
}

export type MatchResult =
  | { readonly kind: 'matched'; readonly takes: readonly Take[]; readonly rest: Quantity }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** Walks the book once for an order, without changing anything. Prices are of the contract. */
export function matchOrder(spec: OrderSpec, book: PaperBook | undefined): MatchResult {
  if (!book || book.latest.status !== 'live') {
    return { kind: 'refused', code: 'book-unknown', message: `no live book of ${spec.market}, so no honest fill` };
  }
  const takes: Take[] = [];
  let rest: Quantity = spec.quantity;
  for (const level of book.reachable(spec.side, spec.action, spec.limitPrice)) {
    if (rest === 0) break;
    const taken = minQuantity(rest, level.quantity);
    takes.push({ ...level, taken });
    rest = subQuantity(rest, taken);
  }
  if (spec.postOnly && takes.length > 0) {
    return { kind: 'refused', code: 'post-only-cross', message: 'the order would take liquidity' };
  }
  if (spec.timeInForce === 'fok' && rest > 0) {
    return {
      kind: 'refused',
      code: 'fok-unfilled',
      message: `only ${spec.quantity - rest} of ${spec.quantity} could be filled within the limit`,
    };
  }
  return { kind: 'matched', takes, rest };
}

export const totalTaken = (takes: readonly Take[]): number => takes.reduce((total, { taken }) => total + taken, 0);
