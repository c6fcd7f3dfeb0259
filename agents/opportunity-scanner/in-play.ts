import { isCrossed } from '@pm-arbitrage/core/covers/best-ask.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';
import type { PriceUpdate } from '@pm-arbitrage/core/domain/price-update.js';

/** A market whose game, or short window of a price, runs now. */
export interface Running {
  /** Two independent sources say the same of how it stands. */
  readonly confident: boolean;
  /** It is a window of a price, which nobody sees before its feeds do; absent: a game. */
  readonly window?: true;
}

/** What an opportunity says of legs that run; null where none does. */
export function inPlayOf(
  running: readonly (Running | null)[],
  legs: readonly { readonly market: Market; readonly update: PriceUpdate }[],
): NonNullable<Opportunity['inPlay']> | null {
  const states = running.filter((state) => state !== null);
  if (states.length === 0) return null;
  return {
    confident: states.every(({ confident }) => confident),
    executable: legs.every(isExecutable),
    ...(states.every(({ window }) => window === true) ? { window: true as const } : {}),
  };
}

/**
 * Whether what a book shows can be had while score or price may change: its venue works orders at once, and makers stand on
 * both sides of it. Who holds orders back for seconds gives them the price of after the change.
 */
const isExecutable = ({ market, update }: { readonly market: Market; readonly update: PriceUpdate }): boolean =>
  (market.takerDelayMs ?? 0) === 0 &&
  market.status === 'open' &&
  update.status === 'live' &&
  update.bids.length > 0 &&
  update.asks.length > 0 &&
  !isCrossed(update);
