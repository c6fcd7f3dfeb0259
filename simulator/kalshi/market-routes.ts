import { json, type JsonRequest, type JsonResponse } from '../http/json-server.js';
import { page, readCursor } from '../http/paging.js';
import { KALSHI_SERIES, type KalshiListing } from '../world/kalshi-listing.js';
import { bookSides } from './book-json.js';
import { type KalshiCatalogue, type KalshiStatus, STATUS_FILTERS } from './catalogue.js';
import { eventJson, seriesJson } from './event-json.js';
import { seconds } from './fixed-point.js';
import { readLimit } from './limit.js';
import { marketJson } from './market-json.js';
import { type TradeTape, tradeJson } from './trade-tape.js';

const notFound = () => json({ error: { code: 'not_found', message: 'not found' } }, 404);
const badRequest = (details: string) => json({ code: 'bad_request', message: 'bad request', details }, 400);
const list = (text: string | null) => new Set((text ?? '').split(',').filter((part) => part !== ''));

/** Public market data under /trade-api/v2 (reference §6 and §7). */
export class MarketRoutes {
  readonly #catalogue: KalshiCatalogue;
  readonly #tape: TradeTape;

  constructor(catalogue: KalshiCatalogue, tape: TradeTape) {
    this.#catalogue = catalogue;
    this.#tape = tape;
  }

  /** @param path below /trade-api/v2. @returns null when the path is not one of these. */
  handle(path: string, { query }: JsonRequest): JsonResponse | null {
    const parts = path.split('/').slice(1).map(decodeURIComponent);
    const [root, id, leaf] = parts;
    switch (root) {
      case 'series':
        if (parts.length === 1) return this.#seriesList(query);
        if (parts.length === 2 && id === 'fee_changes') return json({ series_fee_change_arr: [] });
        return parts.length === 2 ? this.#series(id ?? '') : null;
      case 'events':
        if (parts.length === 1) return this.#events(query);
        if (parts.length === 2 && id === 'fee_changes') return json({ event_fee_changes: [], cursor: '' });
        return parts.length === 2 ? this.#event(id ?? '', query) : null;
      case 'markets':
        if (parts.length === 1) return this.#markets(query);
        if (parts.length === 2 && id === 'trades') return this.#trades(query);
        if (parts.length === 2 && id === 'orderbooks') return this.#books(query);
        if (parts.length === 2) return this.#market(id ?? '');
        return parts.length === 3 && leaf === 'orderbook' ? this.#book(id ?? '', query) : null;
      default:
        return null;
    }
  }

  #seriesList(query: URLSearchParams): JsonResponse {
    const category = query.get('category');
    const series = KALSHI_SERIES.filter((one) => category === null || one.category === category);
    return json({ series: series.map(seriesJson) });
  }

  #series(ticker: string): JsonResponse {
    const series = KALSHI_SERIES.find((one) => one.ticker === ticker);
    return series ? json({ series: seriesJson(series) }) : notFound();
  }

  #events(query: URLSearchParams): JsonResponse {
    const limit = readLimit(query, 200, 200);
    if (typeof limit !== 'number') return limit;
    const status = statusFilter(query);
    if (status === undefined) return badRequest('invalid status');
    const series = query.get('series_ticker');
    const tickers = list(query.get('tickers'));
    const minClose = Number(query.get('min_close_ts') ?? 0);
    const { world } = this.#catalogue.exchange;
    const from = readCursor(query.get('cursor'), this.#catalogue.exchange.worldNow());
    const nested = query.get('with_nested_markets') === 'true';
    const matching = function* (catalogue: KalshiCatalogue) {
      for (const question of catalogue.questions(from.asOf, status)) {
        if (series && question.seriesTicker !== series) continue;
        if (seconds(world.wallTime(question.timeline.closeAt)) < minClose) continue;
        const [listing] = catalogue.listings(question);
        if (listing && (tickers.size === 0 || tickers.has(listing.eventTicker))) yield listing;
      }
    };
    const found = page(matching(this.#catalogue), from, limit);
    return json({
      events: found.items.map(({ question, series: its }) => ({
        ...eventJson(world, question, its),
        ...(nested ? { markets: this.#catalogue.listings(question).map((listing) => this.#marketJson(listing)) } : {}),
      })),
      cursor: found.cursor,
    });
  }

  #event(ticker: string, query: URLSearchParams): JsonResponse {
    const question = this.#catalogue.event(ticker);
    const [listing] = question ? this.#catalogue.listings(question) : [];
    if (!question || !listing) return notFound();
    const event = eventJson(this.#catalogue.exchange.world, question, listing.series);
    const markets = this.#catalogue.listings(question).map((one) => this.#marketJson(one));
    return query.get('with_nested_markets') === 'true'
      ? json({ event: { ...event, markets } })
      : json({ event, markets });
  }

  #markets(query: URLSearchParams): JsonResponse {
    const limit = readLimit(query, 100, 1_000);
    if (typeof limit !== 'number') return limit;
    const status = statusFilter(query);
    if (status === undefined) return badRequest('invalid status');
    // The simulator lists no combos, so `exclude` changes nothing and `only` finds nothing.
    if (query.get('mve_filter') === 'only') return json({ markets: [], cursor: '' });
    const from = readCursor(query.get('cursor'), this.#catalogue.exchange.worldNow());
    const tickers = list(query.get('tickers'));
    const source = tickers.size > 0 ? this.#byTickers(tickers, status) : this.#listed(from.asOf, status, query);
    const found = page(source, from, limit);
    return json({ markets: found.items.map((listing) => this.#marketJson(listing)), cursor: found.cursor });
  }

  *#byTickers(tickers: ReadonlySet<string>, status: readonly KalshiStatus[] | null): Generator<KalshiListing> {
    for (const ticker of tickers) {
      const listing = this.#catalogue.market(ticker);
      if (listing && (status === null || status.includes(this.#catalogue.marketStatus(listing)))) yield listing;
    }
  }

  *#listed(asOf: number, status: readonly KalshiStatus[] | null, query: URLSearchParams): Generator<KalshiListing> {
    const { world } = this.#catalogue.exchange;
    const event = query.get('event_ticker');
    const series = query.get('series_ticker');
    const within = (at: number, name: string) => {
      const second = seconds(world.wallTime(at));
      const least = query.get(`min_${name}_ts`);
      const most = query.get(`max_${name}_ts`);
      return (least === null || second >= Number(least)) && (most === null || second <= Number(most));
    };
    for (const question of this.#catalogue.questions(asOf, status)) {
      const { listedAt, closeAt, settledAt } = question.timeline;
      if (series && question.seriesTicker !== series) continue;
      if (!within(listedAt, 'created') || !within(closeAt, 'close') || !within(settledAt, 'settled')) continue;
      for (const listing of this.#catalogue.listings(question)) {
        if (event && listing.eventTicker !== event) continue;
        if (status === null || status.includes(this.#catalogue.marketStatus(listing))) yield listing;
      }
    }
  }

  #market(ticker: string): JsonResponse {
    const listing = this.#catalogue.market(ticker);
    return listing ? json({ market: this.#marketJson(listing) }) : notFound();
  }

  #book(ticker: string, query: URLSearchParams): JsonResponse {
    const listing = this.#catalogue.market(ticker);
    if (!listing) return notFound();
    const depth = Number(query.get('depth') ?? 0);
    if (!Number.isInteger(depth) || depth < 0 || depth > 100) return badRequest('depth must be 0 to 100');
    return json({ orderbook_fp: this.#bookJson(listing, depth) });
  }

  #books(query: URLSearchParams): JsonResponse {
    const tickers = query.getAll('tickers');
    if (tickers.length === 0 || tickers.length > 100) return badRequest('tickers: 1 to 100 are required');
    const listings = tickers.flatMap((ticker) => this.#catalogue.market(ticker) ?? []);
    return json({
      orderbooks: listings.map((listing) => ({ ticker: listing.ticker, orderbook_fp: this.#bookJson(listing, 0) })),
    });
  }

  #trades(query: URLSearchParams): JsonResponse {
    const limit = readLimit(query, 100, 1_000);
    if (typeof limit !== 'number') return limit;
    const ticker = query.get('ticker');
    const least = Number(query.get('min_ts') ?? 0);
    const most = Number(query.get('max_ts') ?? Number.MAX_SAFE_INTEGER);
    const { exchange } = this.#catalogue;
    const from = readCursor(query.get('cursor'), exchange.worldNow());
    const until = exchange.world.wallTime(from.asOf);
    const matching = function* (tape: TradeTape) {
      for (const entry of tape.newestFirst()) {
        const at = seconds(entry.trade.at);
        if (entry.trade.at <= until && at >= least && at <= most && (!ticker || entry.ticker === ticker)) yield entry;
      }
    };
    const found = page(matching(this.#tape), from, limit);
    return json({ trades: found.items.map(tradeJson), cursor: found.cursor });
  }

  #marketJson(listing: KalshiListing) {
    const { exchange } = this.#catalogue;
    const live = this.#catalogue.live(listing);
    return marketJson(exchange.world, listing, live, this.#catalogue.marketStatus(listing), exchange.worldNow());
  }

  #bookJson(listing: KalshiListing, depth: number) {
    const { yes, no } = bookSides(this.#catalogue.live(listing), depth, false);
    return { yes_dollars: yes, no_dollars: no };
  }
}

/** Null without a filter, undefined for a word that is none. */
function statusFilter(query: URLSearchParams): readonly KalshiStatus[] | null | undefined {
  const word = query.get('status');
  return word === null || word === '' ? null : STATUS_FILTERS[word];
}
