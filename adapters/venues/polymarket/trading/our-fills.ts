import type { FeeModel } from '@pm-arbitrage/core/domain/fee-schedule.js';
import type { Finality } from '@pm-arbitrage/core/domain/order.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { polymarketTakerFee } from '@pm-arbitrage/core/fees/polymarket-fee.js';
import { complement, notional, type Price, type Quantity, quantity, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import type { VenueFill } from '@pm-arbitrage/core/ports/trading-venue.js';
import type { TradeStatus, WireTrade } from './wire-trade.js';

/** What is needed to read a trade in our words. */
export interface TokenTerms {
  readonly yesToken: string;
  readonly noToken: string;
  readonly fees: Extract<FeeModel, { kind: 'polymarket' }>;
}

/** Tells ours from others' in a trade. */
export interface Ourselves {
  /** Who holds the funds, lower case. */
  readonly funder: string;
  readonly ownsKey: (apiKey: string) => boolean;
  readonly ownsOrder: (orderId: string) => boolean;
}

/** A fill of ours before anybody said which of our orders it belongs to. */
export type OrderFill = Omit<VenueFill, 'clientOrderId'>;

/**
 * Fees are charged to 5 decimals and how they are rounded is not documented; the one fill that was measured was charged
 * the lower step (polymarket.md §9.1). Trades do not say the fee, so it is computed.
 */
const FEE_ROUNDING = 'down';

const finalityOf: Readonly<Record<TradeStatus, Finality>> = {
  MATCHED: 'provisional',
  RETRYING: 'provisional',
  // Mined may still be undone by a reorganisation of the chain.
  MINED: 'provisional',
  CONFIRMED: 'final',
  FAILED: 'undone',
};

interface Execution {
  readonly name: string;
  readonly orderId: string;
  readonly token: string;
  readonly side: 'BUY' | 'SELL';
  readonly price: Price;
  readonly size: Quantity;
  readonly liquidity: 'taker' | 'maker';
}

/**
 * Our fills of a trade. Trades are told from the taker's side; a maker may have dealt in the other token and on the
 * other side, since a YES and a NO bought together are minted and sold together are merged (polymarket.md §6.4, §7).
 * As taker we have one fill for every price, which is the maker's, or what it leaves of the dollar.
 */
export function ourFills(trade: WireTrade, terms: TokenTerms, ourselves: Ourselves): OrderFill[] {
  return executions(trade, ourselves).map(({ name, orderId, token, side, price, size, liquidity }) => ({
    fillId: `${trade.id}/${name}`,
    venueOrderId: orderId,
    platform: 'polymarket',
    market: marketId('polymarket', trade.market),
    side: token === terms.yesToken ? 'yes' : 'no',
    action: side === 'BUY' ? 'buy' : 'sell',
    quantity: size,
    price,
    notional: notional(size, price, side === 'BUY' ? 'up' : 'down'),
    fee: liquidity === 'taker' ? polymarketTakerFee(terms.fees, size, price, FEE_ROUNDING) : ZERO_USD,
    liquidity,
    finality: finalityOf[trade.status],
    at: trade.at,
  }));
}

function executions(trade: WireTrade, ourselves: Ourselves): Execution[] {
  const found: Execution[] = [];
  const { token, side, takerOrderId } = trade;
  if (weTook(trade, ourselves)) {
    const taken = { orderId: takerOrderId, token, side, liquidity: 'taker' as const };
    // Without the makers nothing better is known than the price of the whole.
    if (!trade.complete) found.push({ ...taken, name: 'taker', price: trade.price, size: trade.size });
    else {
      for (const [price, size] of takenByPrice(trade)) found.push({ ...taken, name: `taker/${price}`, price, size });
    }
  }
  for (const maker of trade.makers) {
    const ours =
      maker.address === ourselves.funder || ourselves.ownsKey(maker.owner) || ourselves.ownsOrder(maker.orderId);
    if (ours) found.push({ ...maker, name: `maker/${maker.orderId}`, liquidity: 'maker' });
  }
  return found;
}

const weTook = (trade: WireTrade, { ownsKey, ownsOrder }: Ourselves): boolean =>
  trade.traderSide === 'TAKER' || ownsKey(trade.owner) || ownsOrder(trade.takerOrderId);

function takenByPrice(trade: WireTrade): Map<Price, Quantity> {
  const byPrice = new Map<Price, Quantity>();
  for (const maker of trade.makers) {
    const price = maker.token === trade.token ? maker.price : complement(maker.price);
    byPrice.set(price, quantity((byPrice.get(price) ?? 0) + maker.size));
  }
  return byPrice;
}
