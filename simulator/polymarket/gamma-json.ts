import type { PolymarketListing } from '../world/polymarket-listing.js';
import { type Category, type Question, venueResult } from '../world/question.js';
import { digest } from '../world/identifiers.js';
import type { PolymarketCatalogue } from './catalogue.js';
import { priceNumber } from './decimal-text.js';

export const MINIMUM_ORDER_SHARES = 5;

export const TAGS: Readonly<Record<Category, { readonly id: string; readonly label: string; readonly slug: string }>> =
  {
    crypto: { id: '21', label: 'Crypto', slug: 'crypto' },
    politics: { id: '2', label: 'Politics', slug: 'politics' },
    sports: { id: '1', label: 'Sports', slug: 'sports' },
    weather: { id: '84', label: 'Weather', slug: 'weather' },
    economics: { id: '107', label: 'Economy', slug: 'economy' },
    geopolitics: { id: '100265', label: 'Geopolitics', slug: 'geopolitics' },
  };

const iso = (at: number) => new Date(at).toISOString();

/** The Market object of reference §3.2; encoded arrays stay text as on the wire. */
export function gammaMarketJson(catalogue: PolymarketCatalogue, listing: PolymarketListing, includeTags: boolean) {
  const { world } = catalogue.exchange;
  const { question, text } = listing;
  const live = catalogue.live(listing);
  const wall = (at: number) => iso(world.wallTime(at));
  const phase = catalogue.phase(question);
  const bid = live?.book.bestBid()?.price ?? 0;
  const ask = live?.book.bestAsk()?.price ?? 10_000;
  const last = live?.lastTrade?.price ?? Math.round((bid + ask) / 2);
  const resolved = phase === 'settled';
  const yes = venueResult(question, 'polymarket', listing.outcome);
  const prices = resolved
    ? yes
      ? ['1', '0']
      : ['0', '1']
    : [priceNumber(last), priceNumber(10_000 - last)].map(String);
  const uma = resolved ? 'resolved' : phase === 'determined' ? 'proposed' : null;
  const volume = earlierVolume(world.seed, listing) + (live?.volume ?? 0) / 1_000_000;
  const liquidity = live ? bookValue(live.book.bids.levels) + bookValue(live.book.asks.levels) : 0;
  return {
    id: listing.gammaId,
    question: text.polymarketQuestion,
    conditionId: listing.conditionId,
    questionID: listing.questionId,
    slug: listing.slug,
    version: listing.version,
    description: world.rules(question, 'polymarket', listing.outcome, catalogue.exchange.worldNow()),
    resolutionSource: (question.polymarketSource ?? question.source).url,
    outcomes: JSON.stringify(question.polymarketLabels),
    outcomePrices: JSON.stringify(prices),
    clobTokenIds: listing.version === 'v1' ? JSON.stringify(listing.tokens) : null,
    ...(listing.version === 'v2' ? { positionIds: listing.tokens } : {}),
    startDate: wall(question.timeline.openAt),
    endDate: wall(question.timeline.closeAt),
    startDateIso: wall(question.timeline.openAt).slice(0, 10),
    endDateIso: wall(question.timeline.closeAt).slice(0, 10),
    createdAt: wall(question.timeline.listedAt),
    acceptingOrdersTimestamp: wall(question.timeline.openAt),
    ...(resolved
      ? { closedTime: wall(question.timeline.settledAt), umaEndDate: wall(question.timeline.settledAt) }
      : {}),
    active: true,
    closed: resolved,
    archived: false,
    acceptingOrders: phase === 'active' && !listing.isPlaceholder,
    enableOrderBook: true,
    restricted: true,
    ready: false,
    funded: false,
    negRisk: listing.negRisk,
    negRiskOther: listing.isOther,
    ...(listing.negRiskMarketId ? { negRiskMarketID: listing.negRiskMarketId } : {}),
    groupItemTitle: question.outcomes.length > 1 ? text.label : '',
    orderPriceMinTickSize: priceNumber(live?.tick ?? listing.tick),
    orderMinSize: MINIMUM_ORDER_SHARES,
    bestBid: priceNumber(bid),
    bestAsk: priceNumber(ask),
    spread: priceNumber(Math.max(0, ask - bid)),
    lastTradePrice: priceNumber(last),
    volume: volume.toFixed(2),
    volumeNum: Number(volume.toFixed(2)),
    volume24hr: Number(volume.toFixed(2)),
    volumeClob: Number(volume.toFixed(2)),
    liquidity: liquidity.toFixed(2),
    liquidityNum: Number(liquidity.toFixed(2)),
    liquidityClob: Number(liquidity.toFixed(2)),
    feesEnabled: listing.fees !== null,
    ...(listing.fees ? { feeType: listing.fees.type, feeSchedule: listing.fees.schedule } : {}),
    makerBaseFee: listing.fees ? 1_000 : 0,
    takerBaseFee: listing.fees ? 1_000 : 0,
    rewardsMinSize: 50,
    rewardsMaxSpread: 4.5,
    secondsDelay: catalogue.delaySeconds(listing),
    clearBookOnStart: false,
    ...(uma ? { umaResolutionStatus: uma } : {}),
    umaResolutionStatuses: JSON.stringify(uma ? (resolved ? ['proposed', 'resolved'] : ['proposed']) : []),
    automaticallyResolved: resolved,
    ...(includeTags ? { tags: [TAGS[question.category]] } : {}),
  };
}

/** A market with its parent event, as the market listings return it. */
export function gammaMarketWithEvent(catalogue: PolymarketCatalogue, listing: PolymarketListing, includeTags: boolean) {
  return {
    ...gammaMarketJson(catalogue, listing, includeTags),
    events: [gammaEventHead(catalogue, listing.question, listing)],
  };
}

function gammaEventHead(catalogue: PolymarketCatalogue, question: Question, first: PolymarketListing) {
  const { world } = catalogue.exchange;
  const closed = catalogue.phase(question) === 'settled';
  return {
    id: first.eventId,
    ticker: first.eventSlug,
    slug: first.eventSlug,
    title: question.polymarketTitle,
    description: world.rules(question, 'polymarket', 0, catalogue.exchange.worldNow()),
    startDate: iso(world.wallTime(question.timeline.openAt)),
    endDate: iso(world.wallTime(question.timeline.closeAt)),
    active: true,
    closed,
    archived: false,
    restricted: true,
    live: false,
    ended: closed,
    enableOrderBook: true,
    negRisk: first.negRisk,
    enableNegRisk: first.negRisk,
    negRiskAugmented: first.augmented,
    ...(first.negRiskMarketId ? { negRiskMarketID: first.negRiskMarketId, negRiskFeeBips: 0 } : {}),
  };
}

/** The Event object with its markets, unless they are not wanted. */
export function gammaEventJson(catalogue: PolymarketCatalogue, question: Question, includeMarkets: boolean) {
  const listings = catalogue.listings(question);
  const [first] = listings;
  if (!first) return null;
  const markets = listings.map((listing) => gammaMarketJson(catalogue, listing, false));
  const total = (values: readonly number[]) => Number(values.reduce((sum, value) => sum + value, 0).toFixed(2));
  return {
    ...gammaEventHead(catalogue, question, first),
    volume: total(markets.map((market) => market.volumeNum)),
    liquidity: total(markets.map((market) => market.liquidityNum)),
    openInterest: 0,
    series: [],
    tags: [TAGS[question.category]],
    ...(includeMarkets ? { markets } : {}),
  };
}

/** Dollars that changed hands before the simulator looked, so that no market seems dead. */
const earlierVolume = (seed: number, listing: PolymarketListing): number =>
  1_000 + (Number.parseInt(digest(seed, 'volume', listing.number).slice(0, 6), 16) % 60_000);

/** Dollars resting on one side, for display. */
const bookValue = (levels: readonly { readonly price: number; readonly size: number }[]): number =>
  levels.reduce((sum, { price, size }) => sum + (price / 10_000) * (size / 1_000_000), 0);
