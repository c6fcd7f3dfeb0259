import { mulDiv, type Price, type Quantity } from '@pm-arbitrage/core/money/money.js';
import { type Movement, VAULT } from '../chain/ledger.js';
import type { Action } from './signed-order.js';

/** One side of a fill. */
export interface FillParty {
  readonly address: string;
  readonly action: Action;
  /** 0 for YES, 1 for NO. */
  readonly outcome: 0 | 1;
}

export interface MakerFill extends FillParty {
  /** Price of the maker's own token. */
  readonly price: Price;
  readonly shares: Quantity;
}

/**
 * Dollars that each side of one maker fill pays (negative when it receives), micro-dollars. The maker's signed ratio
 * decides and is rounded in whole units (reference §7); what the two sides of a mint or merge leave of a dollar is the
 * taker's.
 */
export function fillDollars(taker: FillParty, maker: MakerFill): { readonly taker: number; readonly maker: number } {
  const paysMaker =
    maker.action === 'BUY'
      ? mulDiv(maker.shares, maker.price, 10_000, 'up')
      : -mulDiv(maker.shares, maker.price, 10_000, 'down');
  if (taker.outcome === maker.outcome) return { taker: -paysMaker, maker: paysMaker };
  // Both buy: the exchange mints pairs of their dollars. Both sell: it merges pairs into dollars.
  const together = taker.action === 'BUY' ? maker.shares : -maker.shares;
  return { taker: together - paysMaker, maker: paysMaker };
}

/** What moves in one maker fill, before fees. `tokens` are those of YES and NO. */
export function fillMovements(taker: FillParty, maker: MakerFill, tokens: readonly [string, string]): Movement[] {
  const pays = fillDollars(taker, maker);
  const tokensOf = ({ address, action, outcome }: FillParty): Movement => ({
    address,
    asset: tokens[outcome],
    amount: action === 'BUY' ? maker.shares : -maker.shares,
  });
  return [
    { address: taker.address, asset: 'usd', amount: -pays.taker },
    { address: maker.address, asset: 'usd', amount: -pays.maker },
    { address: VAULT, asset: 'usd', amount: pays.taker + pays.maker },
    tokensOf(taker),
    tokensOf(maker),
  ];
}
