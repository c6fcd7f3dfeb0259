import { createHash } from 'node:crypto';
import type { MarketEvent, Trade } from '../engine/market-event.js';
import type { PolymarketListing } from '../world/polymarket-listing.js';
import { venueResult } from '../world/question.js';
import { priceNumber, priceText, sizeText } from './decimal-text.js';
import { TAGS } from './gamma-json.js';

/* Frames of the market channel (reference §10). */

type LevelEvent = Extract<MarketEvent, { type: 'level' }>;
type TickEvent = Extract<MarketEvent, { type: 'tick' }>;

/** Best prices in YES terms; 0 and 10,000 stand for an empty side. */
export interface Touch {
  readonly bid: number;
  readonly ask: number;
}

export function touchOf(event: { readonly market: MarketEvent['market'] }): Touch {
  const { book } = event.market;
  return { bid: book.bestBid()?.price ?? 0, ask: book.bestAsk()?.price ?? 10_000 };
}

/** One change of a level, told for both tokens: a YES bid at p is a NO ask at 1 − p. */
export function priceChangeFrame(listing: PolymarketListing, event: LevelEvent) {
  const { bid, ask } = touchOf(event);
  const size = sizeText(event.size);
  const hash = (side: 0 | 1) =>
    createHash('sha1').update(`${listing.number}/${side}/${event.price}/${event.size}/${event.at}`).digest('hex');
  return {
    event_type: 'price_change',
    market: listing.conditionId,
    timestamp: String(event.at),
    price_changes: [
      {
        asset_id: listing.tokens[0],
        price: priceText(event.price),
        size,
        side: event.side === 'bid' ? 'BUY' : 'SELL',
        hash: hash(0),
        best_bid: priceText(bid),
        best_ask: priceText(ask),
      },
      {
        asset_id: listing.tokens[1],
        price: priceText(10_000 - event.price),
        size,
        side: event.side === 'bid' ? 'SELL' : 'BUY',
        hash: hash(1),
        best_bid: priceText(10_000 - ask),
        best_ask: priceText(10_000 - bid),
      },
    ],
  };
}

export function bestBidAskFrame(listing: PolymarketListing, side: 0 | 1, { bid, ask }: Touch, at: number) {
  const [low, high] = side === 0 ? [bid, ask] : [10_000 - ask, 10_000 - bid];
  return {
    event_type: 'best_bid_ask',
    market: listing.conditionId,
    asset_id: listing.tokens[side],
    best_bid: priceText(low),
    best_ask: priceText(high),
    spread: priceText(high - low),
    timestamp: String(at),
  };
}

/** The token that the taker traded. A sale of YES and a purchase of NO look alike in the book; both occur. */
export function tradedSide(trade: Trade): 0 | 1 {
  return trade.takerSide === 'bid' || Number.parseInt(trade.id.charAt(0), 16) % 2 === 0 ? 0 : 1;
}

export function lastTradeFrame(listing: PolymarketListing, trade: Trade) {
  const side = tradedSide(trade);
  return {
    event_type: 'last_trade_price',
    market: listing.conditionId,
    asset_id: listing.tokens[side],
    price: priceText(side === 0 ? trade.price : 10_000 - trade.price),
    size: sizeText(trade.quantity),
    side: side === 1 || trade.takerSide === 'bid' ? 'BUY' : 'SELL',
    fee_rate_bps: '0',
    timestamp: String(trade.at),
  };
}

export function tickSizeFrame(listing: PolymarketListing, side: 0 | 1, event: TickEvent) {
  return {
    event_type: 'tick_size_change',
    market: listing.conditionId,
    asset_id: listing.tokens[side],
    old_tick_size: priceText(event.before),
    new_tick_size: priceText(event.after),
    timestamp: String(event.at),
  };
}

function eventMessage(listing: PolymarketListing) {
  return {
    id: listing.eventId,
    ticker: listing.eventSlug,
    slug: listing.eventSlug,
    title: listing.question.polymarketTitle,
    description: listing.question.outcomes[0]?.polymarketRules ?? '',
  };
}

export function newMarketFrame(listing: PolymarketListing, at: number) {
  const { question, text, fees } = listing;
  return {
    event_type: 'new_market',
    id: listing.gammaId,
    question: text.polymarketQuestion,
    market: listing.conditionId,
    slug: listing.slug,
    description: text.polymarketRules,
    assets_ids: listing.tokens,
    outcomes: question.polymarketLabels,
    event_message: eventMessage(listing),
    timestamp: String(at),
    tags: [TAGS[question.category].slug],
    condition_id: listing.conditionId,
    active: true,
    clob_token_ids: listing.tokens,
    sports_market_type: '',
    line: '',
    game_start_time: '',
    order_price_min_tick_size: String(priceNumber(listing.tick)),
    group_item_title: question.outcomes.length > 1 ? text.label : '',
    taker_base_fee: fees ? '1000' : '0',
    fees_enabled: fees !== null,
    ...(fees
      ? {
          fee_schedule: {
            exponent: String(fees.schedule.exponent),
            rate: String(fees.schedule.rate),
            taker_only: fees.schedule.takerOnly,
            rebate_rate: String(fees.schedule.rebateRate),
          },
        }
      : {}),
  };
}

export function marketResolvedFrame(listing: PolymarketListing, at: number) {
  const { question } = listing;
  const winner = venueResult(question, 'polymarket', listing.outcome) ? 0 : 1;
  return {
    event_type: 'market_resolved',
    id: listing.gammaId,
    market: listing.conditionId,
    assets_ids: listing.tokens,
    winning_asset_id: listing.tokens[winner],
    winning_outcome: question.polymarketLabels[winner],
    event_message: eventMessage(listing),
    timestamp: String(at),
    tags: [TAGS[question.category].slug],
  };
}
