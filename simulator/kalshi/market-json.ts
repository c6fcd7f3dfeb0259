import type { LiveMarket } from '../engine/live-market.js';
import { digest } from '../world/identifiers.js';
import type { KalshiListing } from '../world/kalshi-listing.js';
import { venueResult } from '../world/question.js';
import type { World } from '../world/world.js';
import type { KalshiStatus } from './catalogue.js';
import { contracts, dollars, rfc3339 } from './fixed-point.js';

/** Top of the book and totals as Kalshi shows them; an empty side is a 0 bid or a 1 ask (reference §7.3). */
export function quoteJson(live: LiveMarket | undefined) {
  const bid = live?.book.bestBid();
  const ask = live?.book.bestAsk();
  return {
    yes_bid_dollars: dollars(bid?.price ?? 0),
    yes_bid_size_fp: contracts(bid?.size ?? 0),
    yes_ask_dollars: dollars(ask?.price ?? 10_000),
    yes_ask_size_fp: contracts(ask?.size ?? 0),
  };
}

/** Contracts that changed hands before the simulator looked, so that no market seems dead. 1/1,000,000. */
export const earlierVolume = (world: World, listing: KalshiListing): number =>
  (500 + (Number.parseInt(digest(world.seed, 'volume', listing.number).slice(0, 6), 16) % 40_000)) * 1_000_000;

/** The Market object of reference §7.3, as it is at world time `at`. */
export function marketJson(
  world: World,
  listing: KalshiListing,
  live: LiveMarket | undefined,
  status: KalshiStatus,
  at: number,
) {
  const { question, text } = listing;
  const { timeline } = question;
  const wall = (at: number) => rfc3339(world.wallTime(at));
  const quote = quoteJson(live);
  const volume = earlierVolume(world, listing) + (live?.volume ?? 0);
  const known = status === 'determined' || status === 'finalized';
  const yes = venueResult(question, 'kalshi', listing.outcome);
  const last = dollars(live?.lastTrade?.price ?? 0);
  return {
    ticker: listing.ticker,
    event_ticker: listing.eventTicker,
    market_type: 'binary',
    title: question.kalshiTitle,
    subtitle: text.label,
    yes_sub_title: text.label,
    no_sub_title: text.label,
    created_time: wall(timeline.listedAt),
    updated_time: wall(world.changeOf(question, 'kalshi', at)?.at ?? timeline.listedAt),
    open_time: wall(timeline.openAt),
    close_time: wall(timeline.closeAt),
    expected_expiration_time: wall(timeline.settledAt),
    expiration_time: wall(timeline.settledAt + 7 * 86_400_000),
    latest_expiration_time: wall(timeline.settledAt + 7 * 86_400_000),
    settlement_timer_seconds: Math.round((timeline.settledAt - timeline.determinedAt) / 1_000),
    ...(status === 'finalized' ? { settlement_ts: wall(timeline.settledAt) } : {}),
    ...quote,
    no_bid_dollars: dollars(10_000 - (live?.book.bestAsk()?.price ?? 10_000)),
    no_ask_dollars: dollars(10_000 - (live?.book.bestBid()?.price ?? 0)),
    last_price_dollars: last,
    previous_yes_bid_dollars: quote.yes_bid_dollars,
    previous_yes_ask_dollars: quote.yes_ask_dollars,
    previous_price_dollars: last,
    volume_fp: contracts(volume),
    volume_24h_fp: contracts(volume),
    open_interest_fp: contracts(earlierVolume(world, listing) / 2 + (live?.openInterest ?? 0)),
    notional_value_dollars: '1.0000',
    liquidity_dollars: '0.0000',
    rules_primary: world.rules(question, 'kalshi', listing.outcome, at),
    rules_secondary: `The source is ${question.source.name}. The market settles to one dollar for the side that is right.`,
    ...strikeJson(listing),
    can_close_early: false,
    price_level_structure: listing.priceLevelStructure,
    price_ranges: priceRangesJson(listing),
    status,
    result: known ? (yes ? 'yes' : 'no') : '',
    ...(known ? { settlement_value_dollars: yes ? '1.0000' : '0.0000' } : {}),
    expiration_value: known ? (yes ? 'Yes' : 'No') : '',
    exchange_index: listing.series.exchangeIndex,
  };
}

export const priceRangesJson = (listing: KalshiListing) =>
  listing.priceRanges.map(({ start, end, step }) => ({
    start: dollars(start),
    end: dollars(end),
    step: dollars(step),
  }));

export function strikeJson({ text }: KalshiListing) {
  if (!text.strike) return { strike_type: 'custom', custom_strike: { Outcome: text.label } };
  const { type, floor, cap } = text.strike;
  return {
    strike_type: type,
    ...(floor === undefined ? {} : { floor_strike: floor }),
    ...(cap === undefined ? {} : { cap_strike: cap }),
  };
}
