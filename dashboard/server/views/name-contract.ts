import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { type ContractSide, type MarketId, nativeIdOf, platformOf } from '@pm-arbitrage/core/domain/platform.js';
import type { NamedContract } from '../../protocol/named-contract.js';

/** A contract in the venue's words, or by its id where the market is not listed here. */
export function nameContract(id: MarketId, side: ContractSide, market: Market | undefined): NamedContract {
  const title = market === undefined ? nativeIdOf(id) : [market.title, market.subtitle].filter(Boolean).join(' · ');
  return { market: id, platform: platformOf(id), side, title, event: market?.event.title ?? '' };
}
