import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { parseScaled } from '@pm-arbitrage/core/money/decimal.js';
import { price, PRICE_DECIMALS, PRICE_SCALE } from '@pm-arbitrage/core/money/money.js';
import type { JsonClient } from '../../transport/json-client.js';
import type { LifecycleFrame } from './frame.js';
import {
  isRefusal,
  mapKalshiMarket,
  payoutOfResult,
  readPriceRanges,
  type KalshiEvent,
  type MarketRefusal,
} from './map-market.js';
import { isBody, isCount, readTime, type Body } from './read-fields.js';
import { readSources } from './read-strike.js';
import { SeriesFees } from './series-fees.js';

export interface KalshiListingOptions {
  readonly rest: JsonClient;
  readonly clock: Clock;
  /** List these series alone; null: everything that is open. */
  readonly series: readonly string[] | null;
  /** How old the list of series may be, ms. */
  readonly seriesAgeMs: number;
  /** How old the list of fee changes may be, ms. */
  readonly feeChangesAgeMs: number;
  /** A market is new or differs from what was told before. */
  readonly changed: (market: Market) => void;
  /** A market is left out. Told once per market and kind. */
  readonly refused: (refusal: MarketRefusal) => void;
}

interface Known {
  market: Market;
  /** Everything of it but the time of its last update. */
  print: string;
  /** When the socket last told about it, Unix ms. */
  toldAt: number;
}

const PAGE = '200';
/** A listing of more pages than this is a cursor that runs in circles. */
const MAX_PAGES = 2_000;
const TICKERS_A_REQUEST = 100;
/** Answers of REST can be this much older than the socket: they come through a cache (kalshi.md §2). */
const CACHE_MS = 20_000;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/**
 * What Kalshi lists: pages through the open events, follows up on markets that left the listing until they pay, and
 * takes the socket's lifecycle messages in between (kalshi.md §7, §12, §13.9).
 */
export class KalshiListing {
  readonly fees: SeriesFees;
  readonly #options: KalshiListingOptions;
  readonly #known = new Map<string, Known>();
  readonly #events = new Map<string, Body>();
  /** Kind by ticker: why a market is left out, so that it is told once. */
  readonly #refusals = new Map<string, string>();

  constructor(options: KalshiListingOptions) {
    this.#options = options;
    this.fees = new SeriesFees(options.rest, options.clock);
  }

  /** How many markets are left out now, by kind. */
  get leftOut(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const kind of this.#refusals.values()) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }

  markets(): Market[] {
    return [...this.#known.values()].map(({ market }) => market);
  }

  /** One round. @throws VenueRequestError when the venue does not answer. */
  async refresh(signal?: AbortSignal): Promise<void> {
    const { series, seriesAgeMs, feeChangesAgeMs } = this.#options;
    await this.fees.refresh(series, seriesAgeMs, feeChangesAgeMs, signal);
    const seen = new Set<string>();
    const events = new Set<string>();
    for (const only of series ?? [null]) {
      await this.#pages(
        only,
        async (event) => {
          await this.#ensureSeries(event, signal);
          this.takeEvent(event);
          events.add(text(event['event_ticker']));
          for (const market of list(event['markets'])) if (isBody(market)) seen.add(text(market['ticker']));
        },
        signal,
      );
    }
    await this.#followUp(
      [...this.#known.keys()].filter((ticker) => !seen.has(ticker)),
      signal,
    );
    this.#prune(seen, events);
  }

  /** Takes one Event of the REST API with its nested markets. */
  takeEvent(event: Body): void {
    const ticker = text(event['event_ticker']);
    const markets = event['markets'];
    if (ticker === '' || !Array.isArray(markets)) {
      this.#refuse(ticker, eventWithoutMarkets(event, ticker));
      return;
    }
    const { markets: _nested, ...kept } = event;
    this.#events.set(ticker, { ...kept, size: Math.max(1, markets.length) });
    for (const market of markets as unknown[]) this.#takeMarket(market, ticker);
  }

  /** Takes a lifecycle message. @returns the tickers that only REST can tell about. */
  lifecycle(frame: LifecycleFrame): readonly string[] {
    const known = this.#known.get(frame.ticker);
    if (!known) return frame.event === 'created' ? [frame.ticker] : [];
    const { market } = known;
    const { body } = frame;
    const told = (changes: Partial<Market>): readonly string[] => {
      this.#keep({ ...market, ...changes });
      known.toldAt = this.#options.clock.now();
      return [];
    };
    switch (frame.event) {
      case 'activated':
        return told({ status: 'open' });
      case 'deactivated':
        return told({ status: 'paused' });
      case 'close_date_updated':
        return told({ closeTime: readTime(undefined, body['close_ts']) ?? market.closeTime });
      case 'price_level_structure_updated': {
        const priceRanges = readPriceRanges(body['price_ranges']);
        if (typeof priceRanges === 'string') return [frame.ticker];
        return told({ priceRanges });
      }
      case 'determined': {
        const value = parseScaled(text(body['settlement_value']), PRICE_DECIMALS);
        const yesPayout = value >= 0 && value <= PRICE_SCALE ? price(value) : payoutOfResult(body['result']);
        if (yesPayout === null) return [frame.ticker];
        return told({ status: 'determined', yesPayout });
      }
      case 'settled':
        if (market.yesPayout === null) return [frame.ticker];
        return told({ status: 'resolved' });
      default:
        return [frame.ticker];
    }
  }

  /** Opening and closing are silent at Kalshi: the clock tells (kalshi.md §12). */
  sweep(): void {
    const now = this.#options.clock.now();
    for (const { market } of this.#known.values()) {
      if ((market.status === 'open' || market.status === 'paused') && market.closeTime <= now)
        this.#keep({ ...market, status: 'closed' });
    }
  }

  /** Asks for single markets again: those that a message mentioned without saying enough. */
  async refetch(tickers: readonly string[], signal?: AbortSignal): Promise<void> {
    for (let at = 0; at < tickers.length; at += TICKERS_A_REQUEST) {
      const query = new URLSearchParams({
        tickers: tickers.slice(at, at + TICKERS_A_REQUEST).join(','),
        limit: '1000',
      });
      const body = await this.#options.rest.read({ path: '/markets', query, cost: 10 }, signal);
      for (const raw of list(isBody(body) ? body['markets'] : null)) {
        const event = isBody(raw) ? text(raw['event_ticker']) : '';
        if (event !== '' && !this.#events.has(event)) await this.refetchEvent(event, signal);
        else this.#takeMarket(raw, event);
      }
    }
  }

  /** Asks for one event with all its markets. */
  async refetchEvent(ticker: string, signal?: AbortSignal): Promise<void> {
    const query = new URLSearchParams({ with_nested_markets: 'true' });
    const body = await this.#options.rest.read(
      { path: `/events/${encodeURIComponent(ticker)}`, query, cost: 10 },
      signal,
    );
    if (!isBody(body) || !isBody(body['event'])) return;
    const event: Body = body['event'];
    // Without the parameter, and in the deprecated form, the markets stand beside the event.
    const whole = Array.isArray(event['markets']) ? event : { ...event, markets: body['markets'] };
    await this.#ensureSeries(whole, signal);
    this.takeEvent(whole);
  }

  async #pages(series: string | null, take: (event: Body) => Promise<void>, signal?: AbortSignal): Promise<void> {
    let cursor = '';
    for (let page = 0; page < MAX_PAGES; page++) {
      const query = new URLSearchParams({
        limit: PAGE,
        with_nested_markets: 'true',
        status: 'open',
      });
      if (series !== null) query.set('series_ticker', series);
      if (cursor !== '') query.set('cursor', cursor);
      const body = await this.#options.rest.read({ path: '/events', query, cost: 10 }, signal);
      if (!isBody(body)) return;
      for (const event of list(body['events'])) if (isBody(event)) await take(event);
      const next = text(body['cursor']);
      if (next === '' || next === cursor) return;
      cursor = next;
    }
  }

  /** Markets that are no longer listed as open are asked for until they have paid; then they are forgotten. */
  async #followUp(tickers: readonly string[], signal?: AbortSignal): Promise<void> {
    const waiting: string[] = [];
    for (const ticker of tickers) {
      if (this.#known.get(ticker)?.market.status === 'resolved') this.#known.delete(ticker);
      else waiting.push(ticker);
    }
    await this.refetch(waiting, signal);
  }

  /** Forgets what is neither listed nor awaited, so that months of short markets do not pile up. */
  #prune(seen: ReadonlySet<string>, events: ReadonlySet<string>): void {
    const awaited = new Set([...this.#known.values()].map(({ market }) => market.event.id));
    for (const ticker of this.#events.keys()) {
      if (!events.has(ticker) && !awaited.has(ticker)) this.#events.delete(ticker);
    }
    for (const ticker of this.#refusals.keys()) {
      if (!seen.has(ticker) && !events.has(ticker) && !this.#known.has(ticker)) this.#refusals.delete(ticker);
    }
  }

  async #ensureSeries(event: Body, signal?: AbortSignal): Promise<void> {
    const series = text(event['series_ticker']);
    if (series === '' || this.fees.has(series)) return;
    try {
      await this.fees.ensure(series, signal);
    } catch (error) {
      signal?.throwIfAborted();
      this.#refuse(series, {
        kind: 'fees',
        reason: `series ${series} could not be read: ${messageOf(error)}`,
      });
    }
  }

  #takeMarket(raw: unknown, eventTicker: string): void {
    const event = this.#events.get(eventTicker);
    if (!event) return;
    const waivedUntil = isBody(raw) ? readTime(undefined, raw['fee_waiver_expiration_time']) : null;
    const series = text(event['series_ticker']);
    const context: KalshiEvent = {
      ticker: eventTicker,
      series,
      title: text(event['title']),
      category: this.fees.categoryOf(series) || text(event['category']),
      sources: readSources(event),
      exclusive: event['mutually_exclusive'] === true,
      exchangeIndex: isCount(event['exchange_index']) ? event['exchange_index'] : 0,
      size: event['size'] as number,
    };
    const fees = this.fees.scheduleOf(series, event, waivedUntil);
    const mapped = mapKalshiMarket(raw, { event: context, fees, now: this.#options.clock.now() });
    if (isRefusal(mapped)) {
      const ticker = isBody(raw) ? text(raw['ticker']) : '';
      this.#refuse(ticker, mapped);
      return;
    }
    const ticker = nativeIdOf(mapped.id);
    this.#refusals.delete(ticker);
    const known = this.#known.get(ticker);
    const behind = known !== undefined && this.#options.clock.now() - known.toldAt < CACHE_MS;
    if (!behind) this.#keep(mapped);
    else {
      const { status, yesPayout, closeTime, priceRanges } = known.market;
      this.#keep({ ...mapped, status, yesPayout, closeTime, priceRanges });
    }
  }

  #keep(market: Market): void {
    const ticker = nativeIdOf(market.id);
    const now = this.#options.clock.now();
    // The listing can lag behind the clock: what has closed opens again only when the venue moves the closing time.
    const past = market.status === 'open' && market.closeTime <= now;
    const current: Market = { ...market, status: past ? 'closed' : market.status, updatedAt: now };
    const print = JSON.stringify({ ...current, updatedAt: 0 });
    const known = this.#known.get(ticker);
    if (known?.print === print) return;
    if (known) {
      known.market = current;
      known.print = print;
    } else this.#known.set(ticker, { market: current, print, toldAt: Number.NEGATIVE_INFINITY });
    this.#options.changed(current);
  }

  #refuse(ticker: string, refusal: MarketRefusal): void {
    if (this.#refusals.get(ticker) === refusal.kind) return;
    this.#refusals.set(ticker, refusal.kind);
    this.#options.refused(refusal);
  }
}

/** Fields that every event has carried since 2026 in one combination or another, and none did before. */
const EVENT_FIELDS = [
  'settlement_sources',
  'product_metadata',
  'available_on_brokers',
  'exchange_index',
  'last_updated_ts',
];

function eventWithoutMarkets(event: Body, ticker: string): MarketRefusal {
  if (EVENT_FIELDS.some((field) => field in event)) {
    return {
      kind: 'no-markets',
      reason: `event ${ticker} comes without its markets; list with with_nested_markets=true`,
    };
  }
  return {
    kind: 'old-schema',
    reason: `event ${ticker} is listed in the schema of 2025, without its markets; fetch it again from the present API`,
  };
}
