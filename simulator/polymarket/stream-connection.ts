import type { MarketEvent } from '../engine/market-event.js';
import type { FaultBoard } from '../faults/fault-board.js';
import type { FrameSender } from '../http/frame-sender.js';
import type { PolymarketListing } from '../world/polymarket-listing.js';
import { bookJson } from './book-json.js';
import type { PolymarketCatalogue } from './catalogue.js';
import {
  bestBidAskFrame,
  lastTradeFrame,
  marketResolvedFrame,
  newMarketFrame,
  priceChangeFrame,
  tickSizeFrame,
  type Touch,
  touchOf,
} from './frames.js';

const SIDES = [0, 1] as const;

/** One client of the market channel (reference §10). */
export class StreamConnection {
  readonly #sender: FrameSender;
  readonly #catalogue: PolymarketCatalogue;
  readonly #faults: FaultBoard;
  readonly #tokens = new Set<string>();
  /** Markets that traded and whose book is due once the level has changed. */
  readonly #traded = new Set<number>();
  readonly #touches = new Map<number, Touch>();
  #subscribed = false;
  #custom = false;

  constructor(sender: FrameSender, catalogue: PolymarketCatalogue, faults: FaultBoard) {
    this.#sender = sender;
    this.#catalogue = catalogue;
    this.#faults = faults;
  }

  receive(text: string): void {
    if (text === 'PING') return this.#sender.sendAlways('PONG');
    const request = parseRequest(text);
    if (!request) return this.#sender.send('INVALID OPERATION');
    if (request['custom_feature_enabled'] === true) this.#custom = true;
    const ids = tokenIds(request);
    switch (request['operation']) {
      case undefined:
        if (request['type'] !== 'market' || this.#subscribed) return this.#sender.send('INVALID OPERATION');
        this.#subscribed = true;
        return this.#subscribe(ids, request['initial_dump'] !== false);
      case 'subscribe':
        return this.#subscribe(ids, request['initial_dump'] !== false);
      case 'unsubscribe':
        for (const id of ids) this.#tokens.delete(id);
        return;
      default:
        return this.#sender.send('INVALID OPERATION');
    }
  }

  /** Sends what the client asked to hear about. */
  publish(event: MarketEvent, listing: PolymarketListing): void {
    if (event.type === 'listed') {
      if (this.#custom) this.#send(newMarketFrame(listing, event.at));
      return;
    }
    if (event.type === 'settled') {
      // Global like the one above: it also comes for markets that were not subscribed.
      if (this.#custom && !this.#faults.losesResolutions('polymarket'))
        this.#send(marketResolvedFrame(listing, event.at));
      this.#touches.delete(listing.number);
      return;
    }
    if (!listing.tokens.some((token) => this.#tokens.has(token))) return;
    switch (event.type) {
      case 'level':
        if (!this.#faults.takeLostFrame('polymarket')) this.#send(priceChangeFrame(listing, event));
        this.#afterLevel(event, listing);
        return;
      case 'trade':
        this.#traded.add(listing.number);
        return this.#send(lastTradeFrame(listing, event.trade));
      case 'tick':
        for (const side of this.#sidesOf(listing)) this.#send(tickSizeFrame(listing, side, event));
        return;
      case 'opened':
      case 'closed':
      case 'determined':
      case 'paused':
      case 'resumed':
        return;
    }
  }

  #afterLevel(event: Extract<MarketEvent, { type: 'level' }>, listing: PolymarketListing): void {
    if (this.#traded.delete(listing.number)) {
      for (const side of this.#sidesOf(listing)) this.#send(bookFrame(this.#catalogue, listing, side, false));
    }
    if (!this.#custom) return;
    const touch = touchOf(event);
    const before = this.#touches.get(listing.number);
    if (before?.bid === touch.bid && before.ask === touch.ask) return;
    this.#touches.set(listing.number, touch);
    for (const side of this.#sidesOf(listing)) this.#send(bestBidAskFrame(listing, side, touch, event.at));
  }

  #subscribe(ids: readonly string[], dump: boolean): void {
    const books: object[] = [];
    for (const id of ids) {
      this.#tokens.add(id);
      const token = this.#catalogue.byToken(id);
      if (token && this.#catalogue.phase(token.listing.question) !== 'settled') {
        books.push(bookFrame(this.#catalogue, token.listing, token.side, true));
      }
    }
    if (dump && books.length > 0) this.#sender.send(`${JSON.stringify(books)}\n`);
  }

  #sidesOf(listing: PolymarketListing): (0 | 1)[] {
    return SIDES.filter((side) => this.#tokens.has(listing.tokens[side]));
  }

  #send(frame: object): void {
    this.#sender.send(JSON.stringify(frame));
  }
}

/** The first snapshot of a token carries the market's constants too. */
function bookFrame(catalogue: PolymarketCatalogue, listing: PolymarketListing, side: 0 | 1, first: boolean): object {
  const book = bookJson(listing, catalogue.live(listing), side);
  const { market, asset_id, bids, asks, timestamp, hash } = book;
  return { event_type: 'book', ...(first ? book : { market, asset_id, bids, asks, timestamp, hash }) };
}

function parseRequest(text: string): Partial<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function tokenIds(request: Partial<Record<string, unknown>>): string[] {
  const ids = request['assets_ids'];
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
}
