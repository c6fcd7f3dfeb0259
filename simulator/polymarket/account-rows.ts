import { getAddress } from 'ethers';
import type { PolymarketCatalogue } from './catalogue.js';
import { priceNumber } from './decimal-text.js';
import { payoutsOf } from './chain/payouts.js';
import type { Ledger } from './chain/ledger.js';
import { holdingsOf } from './positions.js';
import type { TradeRecord } from './trading/trade-record.js';

/** Whole units of millionths, as a JSON number. */
const number = (micro: number) => micro / 1_000_000;

interface PositionsQuestion {
  readonly catalogue: PolymarketCatalogue;
  readonly ledger: Ledger;
  readonly trades: readonly TradeRecord[];
  /** Lower case. */
  readonly wallet: string;
  /** Unix ms. */
  readonly asOf: number;
}

/** Rows of `/v2/positions` (reference §15.6): what the wallet holds on the chain, priced at the last trade. */
export function positionRows({ catalogue, ledger, trades, wallet, asOf }: PositionsQuestion) {
  const books = holdingsOf(wallet, trades);
  return [...ledger.holdings(wallet, asOf)].flatMap(({ tokenId, amount }) => {
    const token = catalogue.byToken(tokenId);
    if (!token) return [];
    const { listing, side } = token;
    const opposite = listing.tokens[side === 0 ? 1 : 0];
    const payouts = payoutsOf(catalogue, listing);
    const last = catalogue.live(listing)?.lastTrade?.price ?? 5_000;
    const price = payouts ? (payouts[side] as number) : priceNumber(side === 0 ? last : 10_000 - last);
    const book = books.get(tokenId);
    const cost = number(book?.cost ?? 0);
    const size = number(amount);
    const unrealized = size * price - cost;
    const realized = number(book?.realized ?? 0);
    const mergeable = payouts === null && ledger.balance(wallet, opposite, asOf) > 0;
    return [
      {
        proxy_wallet: getAddress(wallet),
        token_id: tokenId,
        condition_id: listing.conditionId,
        current_size: size,
        avg_price: book && book.shares > 0 ? book.cost / book.shares : 0,
        entry_cost_usdc: cost,
        entry_fees_usdc: number(book?.fees ?? 0),
        total_cost_usdc: cost + number(book?.fees ?? 0),
        current_price: price,
        current_value: size * price,
        total_size: number(book?.bought ?? amount),
        realized_pnl: realized,
        unrealized_pnl: unrealized,
        total_pnl: realized + unrealized,
        percent_pnl: cost > 0 ? (unrealized / cost) * 100 : 0,
        status: statusOf(payouts?.[side] ?? null, mergeable),
        redeemable: payouts !== null,
        mergeable,
        negative_risk: listing.negRisk,
        archived: false,
        title: listing.text.polymarketQuestion,
        slug: listing.slug,
        event_id: listing.eventId,
        event_slug: listing.eventSlug,
        outcome: listing.question.polymarketLabels[side],
        outcome_index: side,
        opposite_outcome: listing.question.polymarketLabels[side === 0 ? 1 : 0],
        opposite_token_id: opposite,
        end_date: new Date(catalogue.exchange.world.wallTime(listing.question.timeline.closeAt)).toISOString(),
        last_event_at: new Date(book?.lastAt ?? asOf).toISOString(),
      },
    ];
  });
}

function statusOf(payout: 0 | 1 | null, mergeable: boolean): string {
  if (payout === null) return mergeable ? 'MERGEABLE' : 'OPEN';
  return payout === 1 ? 'REDEEMABLE' : 'REDEEMABLE_LOST';
}

/** Rows of `/v2/trades`: the wallet's own side of every settled trade, latest first. */
export function tradeRows(trades: readonly TradeRecord[], wallet: string, asOf: number) {
  return trades
    .filter(({ history }) => history.existedAt(asOf))
    .filter(({ history }) => ['MINED', 'CONFIRMED'].includes(history.at(asOf).status))
    .flatMap((trade) => {
      const { listing, taker, makers, matchedAt, history } = trade;
      const own = [
        ...(taker.address === wallet ? [{ ...taker, price: trade.price, shares: trade.shares, fee: trade.fee }] : []),
        ...makers.filter(({ address }) => address === wallet).map((maker) => ({ ...maker, fee: 0 })),
      ];
      return own.map(({ action, outcome, price, shares, fee }) => ({
        proxy_wallet: getAddress(wallet),
        side: action,
        token_id: listing.tokens[outcome],
        condition_id: listing.conditionId,
        size: number(shares),
        price: priceNumber(price),
        fee_usdc: number(fee),
        timestamp: Math.floor(matchedAt / 1_000),
        title: listing.text.polymarketQuestion,
        slug: listing.slug,
        event_slug: listing.eventSlug,
        outcome: listing.question.polymarketLabels[outcome],
        outcome_index: outcome,
        transaction_hash: history.at(asOf).transactionHash,
      }));
    })
    .reverse();
}
