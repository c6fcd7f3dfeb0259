import { json, type JsonRequest, type JsonResponse } from '../../http/json-server.js';
import { page, readCursor } from '../../http/paging.js';
import { contracts, seconds } from '../fixed-point.js';
import { readLimit } from '../limit.js';
import type { KalshiCatalogue } from '../catalogue.js';
import type { Account } from './account.js';
import { orderJson } from './order-json.js';
import { eventPositionJson, fillJson, marketPositionJson, settlementJson } from './portfolio-json.js';
import type { KalshiOrder, OrderState } from './order.js';
import type { Position } from './position.js';
import type { ReadTime } from './read-time.js';
import { refusals } from './refusal.js';
import type { KalshiSwitches } from './venue-state.js';

const STATUSES: readonly string[] = ['resting', 'canceled', 'executed'];

/** Reads of orders, fills, positions and settlements (reference §8.8 and §9), as of a moment ago where reads lag. */
export class PortfolioRoutes {
  readonly #catalogue: KalshiCatalogue;
  readonly #time: ReadTime;
  readonly #switches: KalshiSwitches;

  constructor(catalogue: KalshiCatalogue, time: ReadTime, switches: KalshiSwitches) {
    this.#catalogue = catalogue;
    this.#time = time;
    this.#switches = switches;
  }

  /** @returns null when the path is not one of these. @throws Refusal */
  handle(account: Account, path: string, { query }: JsonRequest): JsonResponse | null {
    switch (path) {
      case '/portfolio/orders':
        return this.#orders(account, query);
      case '/portfolio/orders/queue_positions':
        return this.#queuePositions(account, query);
      case '/portfolio/fills':
        return this.#fills(account, query);
      case '/portfolio/positions':
        return this.#positions(account, query);
      case '/portfolio/settlements':
        return this.#settlements(account, query);
      default: {
        const [, id, leaf] = /^\/portfolio\/orders\/([^/]+)(\/queue_position)?$/.exec(path) ?? [];
        if (id === undefined) return null;
        return leaf === undefined ? this.#order(account, id) : this.#queuePosition(account, id);
      }
    }
  }

  #orders(account: Account, query: URLSearchParams): JsonResponse {
    const limit = readLimit(query, 100, 1_000);
    if (typeof limit !== 'number') return limit;
    const status = query.get('status');
    if (status !== null && !STATUSES.includes(status)) throw refusals.badRequest('invalid status');
    const from = readCursor(query.get('cursor'), this.#time.asOf());
    const asked = filterOf(query);
    const matching = function* (orders: Iterable<[KalshiOrder, OrderState]>) {
      for (const entry of orders) {
        const [{ ticker, terms, shard }, state] = entry;
        if (status !== null && state.status !== status) continue;
        if (asked({ ticker, event: terms.listing.eventTicker, shard, at: terms.createdAt })) yield entry;
      }
    };
    const found = page(matching(this.#visible(account, from.asOf)), from, limit);
    return json({
      orders: found.items.map(([order, state]) => orderJson(account, order, state)),
      cursor: found.cursor,
    });
  }

  /** Newest first, each as it was then. */
  *#visible(account: Account, at: number): Generator<[KalshiOrder, OrderState]> {
    for (const order of [...account.orders.values()].reverse()) {
      const state = order.states.asOf(at);
      if (state && (!state.killed || this.#switches.listsKilledOrders)) yield [order, state];
    }
  }

  #order(account: Account, id: string): JsonResponse {
    const order = account.orders.get(id);
    const state = order?.states.asOf(this.#time.asOf());
    if (!order || !state || (state.killed && !this.#switches.listsKilledOrders)) throw refusals.notFound();
    return json({ order: orderJson(account, order, state) });
  }

  #queuePosition(account: Account, id: string): JsonResponse {
    const order = account.orders.get(id);
    if (!order || !account.rests(order)) throw refusals.notFound();
    return json({ queue_position_fp: contracts(this.#ahead(order)) });
  }

  #queuePositions(account: Account, query: URLSearchParams): JsonResponse {
    const tickers = (query.get('market_tickers') ?? '').split(',').filter((part) => part !== '');
    const event = query.get('event_ticker');
    if (tickers.length === 0 && event === null) throw refusals.badRequest('market_tickers or event_ticker is needed');
    const orders = account
      .allResting()
      .filter((order) => tickers.includes(order.ticker) || order.terms.listing.eventTicker === event);
    return json({
      queue_positions: orders.map((order) => ({
        order_id: order.id,
        market_ticker: order.ticker,
        queue_position_fp: contracts(this.#ahead(order)),
      })),
    });
  }

  #ahead(order: KalshiOrder): number {
    return this.#catalogue.live(order.terms.listing)?.book.queueAhead(order.id) ?? 0;
  }

  #fills(account: Account, query: URLSearchParams): JsonResponse {
    const limit = readLimit(query, 100, 1_000);
    if (typeof limit !== 'number') return limit;
    const from = readCursor(query.get('cursor'), this.#time.asOf());
    const order = query.get('order_id');
    const asked = filterOf(query);
    const fills = account.fills.filter(
      (fill) =>
        fill.at <= from.asOf &&
        (order === null || fill.order.id === order) &&
        asked({
          ticker: fill.order.ticker,
          event: fill.order.terms.listing.eventTicker,
          shard: fill.order.shard,
          at: fill.at,
        }),
    );
    const found = page(fills.reverse(), from, limit);
    return json({ fills: found.items.map(fillJson), cursor: found.cursor });
  }

  #positions(account: Account, query: URLSearchParams): JsonResponse {
    const limit = readLimit(query, 100, 1_000);
    if (typeof limit !== 'number') return limit;
    const from = readCursor(query.get('cursor'), this.#time.asOf());
    const asked = filterOf(query);
    const settled = query.get('settlement_status') ?? 'unsettled';
    const counts = (query.get('count_filter') ?? '').split(',').filter((part) => part !== '');
    const wanted = [...account.positions.values()].flatMap(({ listing, state }) => {
      const position = state.asOf(from.asOf);
      const { ticker, eventTicker: event, series } = listing;
      if (!position || !asked({ ticker, event, shard: series.exchangeIndex, at: position.updatedAt })) return [];
      if (settled !== 'all' && position.settled !== (settled === 'settled')) return [];
      if (counts.includes('position') && position.size === 0) return [];
      return counts.includes('total_traded') && position.traded === 0 ? [] : [{ listing, position }];
    });
    const found = page(wanted, from, limit);
    const events = new Map<string, Position[]>();
    for (const { listing, position } of found.items) {
      events.set(listing.eventTicker, [...(events.get(listing.eventTicker) ?? []), position]);
    }
    return json({
      market_positions: found.items.map(({ listing, position }) => marketPositionJson(listing, position)),
      event_positions: [...events].map(([ticker, positions]) => eventPositionJson(ticker, positions)),
      cursor: found.cursor,
    });
  }

  #settlements(account: Account, query: URLSearchParams): JsonResponse {
    const limit = readLimit(query, 100, 1_000);
    if (typeof limit !== 'number') return limit;
    const from = readCursor(query.get('cursor'), this.#time.asOf());
    const asked = filterOf(query);
    const settlements = account.settlements.filter(
      ({ listing, at }) =>
        at <= from.asOf &&
        asked({ ticker: listing.ticker, event: listing.eventTicker, shard: listing.series.exchangeIndex, at }),
    );
    const found = page(settlements.reverse(), from, limit);
    return json({ settlements: found.items.map(settlementJson), cursor: found.cursor });
  }
}

interface Filtered {
  readonly ticker: string;
  readonly event: string;
  readonly shard: number;
  /** Unix milliseconds. */
  readonly at: number;
}

/** The filters that all these lists share. */
function filterOf(query: URLSearchParams): (item: Filtered) => boolean {
  const ticker = query.get('ticker');
  const events = (query.get('event_ticker') ?? '').split(',').filter((part) => part !== '');
  const shard = query.get('exchange_index');
  const least = Number(query.get('min_ts') ?? 0);
  const most = Number(query.get('max_ts') ?? Number.MAX_SAFE_INTEGER);
  if (Number(query.get('subaccount') ?? 0) !== 0) return () => false;
  return (item) =>
    (ticker === null || item.ticker === ticker) &&
    (events.length === 0 || events.includes(item.event)) &&
    (shard === null || Number(shard) < 0 || item.shard === Number(shard)) &&
    seconds(item.at) >= least &&
    seconds(item.at) <= most;
}
