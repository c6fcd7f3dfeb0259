import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { ONE_DOLLAR_PRICE, price, type Price } from '@pm-arbitrage/core/money/money.js';
import { isBody, type Body } from '../kalshi/read-fields.js';
import { fullConditionId, text } from './gamma-fields.js';
import { isRefusal, mapGammaMarket, readGammaEvent, tickGrid, type GammaRefusal } from './map-market.js';
import type { PolymarketRest } from './polymarket-rest.js';

export interface PolymarketListingOptions {
  readonly rest: PolymarketRest;
  readonly clock: Clock;
  /** More parameters for `/events/keyset`, e.g. `tag_slug`. */
  readonly filter: Readonly<Record<string, string>>;
  /** A market is new or differs from what was told before. */
  readonly changed: (market: Market) => void;
  /** A market is left out. Told once per market and kind. */
  readonly refused: (refusal: GammaRefusal) => void;
}

interface Known {
  market: Market;
  /** Everything of it but the time of its last update. */
  print: string;
  /** When the socket last told its tick, Unix ms: Gamma lags behind. */
  tickAt: number;
}

/** A listing of more pages than this is a cursor that runs in circles. */
const MAX_PAGES = 2_000;
const TICK_LAG_MS = 120_000;

/**
 * What Polymarket lists: pages through the open events of Gamma, and asks the Data API about markets that closed until
 * they are resolved; the socket's messages come in between, but half of the resolutions never produce one (§10).
 */
export class PolymarketListing {
  readonly #options: PolymarketListingOptions;
  readonly #known = new Map<string, Known>();
  readonly #clobFees = new Map<string, unknown>();
  readonly #refusals = new Map<string, string>();

  constructor(options: PolymarketListingOptions) {
    this.#options = options;
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

  /** One round. @throws VenueRequestError when Gamma does not answer. */
  async refresh(signal?: AbortSignal): Promise<void> {
    const seen = new Set<string>();
    let cursor = '';
    for (let page = 0; page < MAX_PAGES; page++) {
      const query = new URLSearchParams({ closed: 'false', limit: '100', ...this.#options.filter });
      if (cursor !== '') query.set('after_cursor', cursor);
      const body = await this.#options.rest.gamma.read({ path: '/events/keyset', query }, signal);
      if (!isBody(body)) break;
      const events = Array.isArray(body['events']) ? (body['events'] as unknown[]) : [];
      for (const event of events) if (isBody(event)) await this.takeEvent(event, seen, signal);
      const next = text(body['next_cursor']);
      if (next === '' || next === cursor) break;
      cursor = next;
    }
    for (const [id, { market }] of this.#known)
      if (!seen.has(id) && market.status === 'resolved') this.#known.delete(id);
    // A market that is gone from the open listing has closed; what it pays the Data API knows.
    for (const [id, { market }] of this.#known) {
      if (!seen.has(id) && market.status !== 'closed' && market.status !== 'resolved')
        this.#keep({ ...market, status: 'closed' });
    }
  }

  /** Asks for the payouts of closed markets. */
  async pollResolutions(signal?: AbortSignal): Promise<void> {
    const now = this.#options.clock.now();
    const waiting = this.markets().filter(
      ({ status, closeTime }) => status === 'closed' || (status === 'paused' && closeTime <= now),
    );
    const resolved = await this.#options.rest.resolutions(
      waiting.map(({ id }) => nativeIdOf(id)),
      signal,
    );
    for (const { conditionId, yesPayoutMicros } of resolved) this.resolved(conditionId, price(yesPayoutMicros / 100));
  }

  /** The venue says what YES pays. */
  resolved(conditionId: string, yesPayout: Price): void {
    const known = this.#known.get(fullConditionId(conditionId));
    if (known) this.#keep({ ...known.market, status: 'resolved', yesPayout });
  }

  /** The venue names the token that won. @returns whether the market and the token were known. */
  won(conditionId: string, token: string): boolean {
    const routing = this.#known.get(fullConditionId(conditionId))?.market.routing;
    if (routing?.platform !== 'polymarket') return false;
    if (token === routing.yesToken) this.resolved(conditionId, ONE_DOLLAR_PRICE);
    else if (token === routing.noToken) this.resolved(conditionId, price(0));
    else return false;
    return true;
  }

  /** The tick of a market changed, as it does near 0 and 1. */
  tick(conditionId: string, tick: Price): void {
    const known = this.#known.get(fullConditionId(conditionId));
    if (!known) return;
    known.tickAt = this.#options.clock.now();
    this.#keep({ ...known.market, priceRanges: tickGrid(tick) });
  }

  /** Takes one Event of Gamma with its markets. */
  async takeEvent(raw: Body, seen: Set<string> = new Set(), signal?: AbortSignal): Promise<void> {
    const event = readGammaEvent(raw);
    const markets = Array.isArray(raw['markets']) ? (raw['markets'] as unknown[]) : [];
    for (const entry of markets) {
      const id = isBody(entry) ? fullConditionId(text(entry['conditionId'])) : '';
      const now = this.#options.clock.now();
      let mapped = mapGammaMarket(entry, {
        event,
        now,
        ...(this.#clobFees.has(id) ? { clobFees: this.#clobFees.get(id) } : {}),
      });
      if (isRefusal(mapped) && mapped.kind === 'needs-fees') {
        const clobFees = await this.#askFees(id, signal);
        if (clobFees !== undefined) mapped = mapGammaMarket(entry, { event, now, clobFees });
      }
      if (isRefusal(mapped)) {
        this.#refuse(id || (isBody(entry) ? text(entry['id']) : ''), mapped);
        continue;
      }
      seen.add(id);
      this.#refusals.delete(id);
      this.#merge(id, mapped);
    }
  }

  async #askFees(id: string, signal?: AbortSignal): Promise<unknown> {
    try {
      const fees = await this.#options.rest.clobFees(id, signal);
      this.#clobFees.set(id, fees);
      return fees;
    } catch {
      // Stays without known fees, hence left out; asked again with the next round.
      signal?.throwIfAborted();
      return undefined;
    }
  }

  /** Gamma lags behind the socket and the Data API: a resolution stands, a fresh tick too. */
  #merge(id: string, mapped: Market): void {
    const known = this.#known.get(id);
    // Markets that were over before we came are of no use to anyone.
    if (!known && mapped.status === 'resolved' && mapped.event.size === 1) return;
    if (known?.market.status === 'resolved') return;
    const freshTick = known !== undefined && mapped.updatedAt - known.tickAt < TICK_LAG_MS;
    this.#keep(freshTick ? { ...mapped, priceRanges: known.market.priceRanges } : mapped);
  }

  #keep(market: Market): void {
    const id = nativeIdOf(market.id);
    const current: Market = { ...market, updatedAt: this.#options.clock.now() };
    const print = JSON.stringify({ ...current, updatedAt: 0 });
    const known = this.#known.get(id);
    if (known?.print === print) return;
    if (known) {
      known.market = current;
      known.print = print;
    } else this.#known.set(id, { market: current, print, tickAt: Number.NEGATIVE_INFINITY });
    this.#options.changed(current);
  }

  #refuse(id: string, refusal: GammaRefusal): void {
    if (this.#refusals.get(id) === refusal.kind) return;
    this.#refusals.set(id, refusal.kind);
    this.#options.refused(refusal);
  }
}
