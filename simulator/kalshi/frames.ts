import type { LiveMarket } from '../engine/live-market.js';
import type { MarketEvent, Trade } from '../engine/market-event.js';
import type { KalshiListing } from '../world/kalshi-listing.js';
import { venueResult } from '../world/question.js';
import type { World } from '../world/world.js';
import { bookSides } from './book-json.js';
import { contracts, dollars, rfc3339, seconds } from './fixed-point.js';
import { earlierVolume, priceRangesJson, quoteJson, strikeJson } from './market-json.js';

/* Bodies (`msg`) of the frames of reference §13.6 to §13.9. */

type LevelEvent = Extract<MarketEvent, { type: 'level' }>;

export function snapshotMsg(listing: KalshiListing, live: LiveMarket | undefined, useYesPrice: boolean) {
  const { yes, no } = bookSides(live, 0, useYesPrice);
  return {
    market_ticker: listing.ticker,
    market_id: listing.marketId,
    // A side without levels has no key at all.
    ...(yes.length > 0 ? { yes_dollars_fp: yes } : {}),
    ...(no.length > 0 ? { no_dollars_fp: no } : {}),
  };
}

/** @param clientOrderId of the receiver's own order that caused it */
export function deltaMsg(
  listing: KalshiListing,
  event: LevelEvent,
  useYesPrice: boolean,
  clientOrderId: string | undefined,
) {
  const yes = event.side === 'bid';
  return {
    market_ticker: listing.ticker,
    market_id: listing.marketId,
    price_dollars: dollars(yes || useYesPrice ? event.price : 10_000 - event.price),
    delta_fp: contracts(event.change),
    side: yes ? 'yes' : 'no',
    ts: rfc3339(event.at),
    ts_ms: event.at,
    ...(clientOrderId === undefined ? {} : { client_order_id: clientOrderId, subaccount: 0 }),
  };
}

export function tickerMsg(world: World, listing: KalshiListing, live: LiveMarket, at: number) {
  const volume = earlierVolume(world, listing) + live.volume;
  const interest = earlierVolume(world, listing) / 2 + live.openInterest;
  return {
    market_id: listing.marketId,
    market_ticker: listing.ticker,
    price_dollars: dollars(live.lastTrade?.price ?? 0),
    ...quoteJson(live),
    last_trade_size_fp: contracts(live.lastTrade?.quantity ?? 0),
    volume_fp: contracts(volume),
    open_interest_fp: contracts(interest),
    dollar_volume: Math.floor(volume / 1_000_000),
    dollar_open_interest: Math.floor(interest / 1_000_000),
    ts: seconds(at),
    ts_ms: at,
    time: rfc3339(at),
  };
}

export function tradeMsg(listing: KalshiListing, trade: Trade) {
  const side = trade.takerSide === 'bid' ? 'yes' : 'no';
  return {
    trade_id: trade.id,
    market_ticker: listing.ticker,
    yes_price_dollars: dollars(trade.price),
    no_price_dollars: dollars(10_000 - trade.price),
    count_fp: contracts(trade.quantity),
    taker_side: side,
    taker_outcome_side: side,
    taker_book_side: trade.takerSide,
    is_block_trade: false,
    ts: seconds(trade.at),
    ts_ms: trade.at,
  };
}

/** A market's lifecycle frame, or null for the transitions that Kalshi makes silently (reference §12). */
export function lifecycleMsg(world: World, listing: KalshiListing, event: MarketEvent) {
  const { question, text, ticker } = listing;
  const wall = (at: number) => seconds(world.wallTime(at));
  switch (event.type) {
    case 'listed':
      return {
        event_type: 'created',
        market_ticker: ticker,
        exchange_index: listing.series.exchangeIndex,
        open_ts: wall(question.timeline.openAt),
        close_ts: wall(question.timeline.closeAt),
        price_level_structure: listing.priceLevelStructure,
        price_ranges: priceRangesJson(listing),
        additional_metadata: {
          name: text.label,
          title: question.kalshiTitle,
          yes_sub_title: text.label,
          no_sub_title: text.label,
          rules_primary: text.kalshiRules,
          rules_secondary: '',
          can_close_early: false,
          event_ticker: listing.eventTicker,
          expected_expiration_ts: wall(question.timeline.settledAt),
          ...strikeJson(listing),
        },
      };
    case 'determined': {
      const yes = venueResult(question, 'kalshi', listing.outcome);
      return {
        event_type: 'determined',
        market_ticker: ticker,
        determination_ts: seconds(event.at),
        result: yes ? 'yes' : 'no',
        settlement_value: yes ? '1.0000' : '0.0000',
      };
    }
    case 'settled':
      return { event_type: 'settled', market_ticker: ticker, settled_ts: seconds(event.at) };
    case 'paused':
      return { event_type: 'deactivated', market_ticker: ticker, is_deactivated: true };
    case 'resumed':
      return { event_type: 'activated', market_ticker: ticker, is_deactivated: false };
    case 'opened':
    case 'closed':
    case 'level':
    case 'trade':
    case 'tick':
      return null;
  }
}

export function eventLifecycleMsg(listing: KalshiListing) {
  return {
    event_ticker: listing.eventTicker,
    exchange_index: listing.series.exchangeIndex,
    title: listing.question.kalshiTitle,
    subtitle: listing.question.kalshiSubtitle,
    collateral_return_type: listing.question.kind === 'kalshi-exclusive' ? 'MECNET' : '',
    series_ticker: listing.series.ticker,
  };
}
