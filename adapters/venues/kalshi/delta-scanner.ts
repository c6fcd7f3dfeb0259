import { parseScaled } from '@pm-arbitrage/core/money/decimal.js';
import { PRICE_DECIMALS, PRICE_SCALE, QUANTITY_DECIMALS, type Price } from '@pm-arbitrage/core/money/money.js';
import type { BookSide } from './frame.js';

const HEAD = '{"type":"orderbook_delta","sid":';
const SEQ = ',"seq":';
const TICKER = ',"msg":{"market_ticker":"';
const MARKET_ID = '","market_id":"';
const PRICE = '","price_dollars":"';
const DELTA = '","delta_fp":"';
const SIDE_YES = '","side":"yes","ts":"';
const SIDE_NO = '","side":"no","ts":"';
const TIME = '","ts_ms":';
const TAIL = '}}';
const QUOTE = 34;
const BACKSLASH = 92;
const ZERO = 48;
const NINE = 57;

/**
 * Reads an `orderbook_delta` without building objects: nineteen of twenty frames are one, always laid out alike. It
 * knows exactly that layout. For anything else, a field more, another order, an escape, a value out of range, it
 * answers false and `decodeKalshiFrame` decides; so it can be fast without a judgement of its own.
 */
export class DeltaScanner {
  sid = 0;
  seq = 0;
  ticker = '';
  side: BookSide = 'yes';
  /** On the side's own leg, 1/10,000 dollar. */
  price = 0 as Price;
  /** Signed, 1/1,000,000 contract. */
  change = 0;
  /** Unix ms. */
  venueTime = 0;
  #text = '';
  #at = 0;
  /** The text from the ticker to the price in the last frame; it belongs to `ticker`. */
  #market = '';

  /** Whether the text is such a frame; its values are then in the fields until the next call. */
  scan(text: string): boolean {
    if (!text.startsWith(HEAD)) return false;
    this.#text = text;
    this.#at = HEAD.length;
    const sid = this.#integer();
    if (sid < 0 || !this.#skip(SEQ)) return false;
    const seq = this.#integer();
    if (seq < 0 || !this.#skip(TICKER)) return false;
    if (!this.#readMarket()) return false;
    const priceStart = this.#at;
    const priceEnd = this.#skipText();
    if (priceEnd < 0 || !this.#skip(DELTA)) return false;
    const changeStart = this.#at;
    const changeEnd = this.#skipText();
    if (changeEnd < 0) return false;
    let side: BookSide = 'yes';
    if (!this.#skip(SIDE_YES)) {
      if (!this.#skip(SIDE_NO)) return false;
      side = 'no';
    }
    if (this.#skipText() < 0 || !this.#skip(TIME)) return false;
    const venueTime = this.#integer();
    if (venueTime < 0 || !this.#skip(TAIL) || this.#at !== text.length) return false;
    const price = parseScaled(text.slice(priceStart, priceEnd), PRICE_DECIMALS);
    const change = parseScaled(text.slice(changeStart, changeEnd), QUANTITY_DECIMALS);
    if (!(price > 0 && price < PRICE_SCALE) || change !== change) return false;
    this.sid = sid;
    this.seq = seq;
    this.side = side;
    this.price = price as Price;
    this.change = change;
    this.venueTime = venueTime;
    return true;
  }

  #skip(literal: string): boolean {
    if (!this.#text.startsWith(literal, this.#at)) return false;
    this.#at += literal.length;
    return true;
  }

  /** A whole number without sign and leading zero, below 10^15; −1 when there is none. */
  #integer(): number {
    const text = this.#text;
    const start = this.#at;
    let at = start;
    let value = 0;
    for (let code = text.charCodeAt(at); code >= ZERO && code <= NINE; code = text.charCodeAt(++at)) {
      value = value * 10 + (code - ZERO);
    }
    const digits = at - start;
    if (digits === 0 || digits > 15 || (digits > 1 && text.charCodeAt(start) === ZERO)) return -1;
    this.#at = at;
    return value;
  }

  /** Moves to the closing quote of a text without escapes and control characters; answers its place, −1 when there is none. */
  #skipText(): number {
    const text = this.#text;
    let at = this.#at;
    for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(++at)) {
      if (!(code >= 32) || code === BACKSLASH) return -1;
    }
    this.#at = at;
    return at;
  }

  /** From the ticker to the price. Deltas come in runs for one market, in which this part repeats to the letter. */
  #readMarket(): boolean {
    const last = this.#market;
    if (last !== '' && this.#text.startsWith(last, this.#at)) {
      this.#at += last.length;
      return true;
    }
    const start = this.#at;
    const close = this.#skipText();
    if (close <= start || !this.#skip(MARKET_ID) || this.#skipText() < 0 || !this.#skip(PRICE)) return false;
    this.ticker = this.#text.slice(start, close);
    this.#market = this.#text.slice(start, this.#at);
    return true;
  }
}
