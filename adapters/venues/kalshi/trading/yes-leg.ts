import type { OrderSpec } from '@pm-arbitrage/core/domain/order.js';
import type { ContractSide } from '@pm-arbitrage/core/domain/platform.js';
import { complement, type Price } from '@pm-arbitrage/core/money/money.js';

/** Kalshi's one book is quoted on YES: `bid` buys it, `ask` sells it, which is buying NO (kalshi.md §8.1). */
export type BookSide = 'bid' | 'ask';

/** Which side of Kalshi's book an order stands on. */
export const bookSideOf = ({ side, action }: Pick<OrderSpec, 'side' | 'action'>): BookSide =>
  (side === 'yes') === (action === 'buy') ? 'bid' : 'ask';

/** A price of a contract in YES terms, and back: the mapping is its own inverse. */
export const onYesLeg = (price: Price, side: ContractSide): Price => (side === 'yes' ? price : complement(price));
