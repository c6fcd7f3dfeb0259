import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { LiveMarket } from '../engine/live-market.js';
import type { FaultBoard } from '../faults/fault-board.js';
import { json, type JsonRequest, type JsonResponse } from '../http/json-server.js';
import { venueResult } from '../world/question.js';
import { bookJson, type BookJson } from './book-json.js';
import type { PolymarketCatalogue, Token } from './catalogue.js';
import { priceNumber, priceText } from './decimal-text.js';
import { MINIMUM_ORDER_SHARES } from './gamma-json.js';
import type { PolymarketListing } from '../world/polymarket-listing.js';

/** Most ids in one POST body (reference §4). */
const MAX_BATCH = 500;

const error = (text: string, status: number) => json({ error: text }, status);
const noBook = () => error('No orderbook exists for the requested token id', 404);

/** Public CLOB REST (reference §4). */
export class Clob {
  readonly #catalogue: PolymarketCatalogue;
  readonly #clock: Clock;
  readonly #faults: FaultBoard;

  constructor(catalogue: PolymarketCatalogue, clock: Clock, faults: FaultBoard) {
    this.#catalogue = catalogue;
    this.#clock = clock;
    this.#faults = faults;
  }

  handle(request: JsonRequest): JsonResponse {
    const { method, path, query, body } = request;
    const [root, id] = path.split('/').slice(1);
    if (method === 'POST') return root === 'books' ? this.#books(body) : error('not found', 404);
    if (method !== 'GET') return error('not found', 404);
    const tokenId = query.get('token_id') ?? id ?? '';
    switch (root) {
      case 'ok':
        return json('OK');
      case 'time':
        return json(Math.floor((this.#clock.now() + this.#faults.skewMs('polymarket')) / 1_000));
      case 'version':
        return json({ version: 2 });
      case 'clob-markets':
        return this.#forMarket(id, (listing) => this.#compactMarket(listing));
      case 'markets':
        return this.#forMarket(id, (listing) => this.#fullMarket(listing));
      case 'markets-by-token':
        return this.#forToken(tokenId, ({ listing }) => ({
          condition_id: listing.conditionId,
          primary_token_id: listing.tokens[0],
          secondary_token_id: listing.tokens[1],
        }));
      case 'book':
        return this.#withBook(tokenId, (book) => book);
      case 'price':
        return this.#price(tokenId, query.get('side'));
      case 'midpoint':
        return this.#withBook(tokenId, (book) => ({ mid: middle(book) }));
      case 'spread':
        return this.#withBook(tokenId, (book) => ({
          spread: priceText(units(best(book.asks, 1)) - units(best(book.bids, 0))),
        }));
      case 'last-trade-price':
        return this.#lastTrade(tokenId);
      case 'tick-size':
        return this.#forToken(tokenId, ({ listing }) => ({ minimum_tick_size: priceNumber(this.#tick(listing)) }));
      case 'neg-risk':
        return this.#forToken(tokenId, ({ listing }) => ({ neg_risk: listing.negRisk }));
      case 'fee-rate':
        return this.#forToken(tokenId, ({ listing }) => ({ base_fee: listing.fees ? 1_000 : 0 }));
      default:
        return error('not found', 404);
    }
  }

  #books(body: string): JsonResponse {
    const ids = parseTokenIds(body);
    if (ids === null) return error('Invalid payload', 400);
    if (ids.length > MAX_BATCH) return error('Payload exceeds the limit', 400);
    return json(
      ids.flatMap((id) => {
        const token = this.#catalogue.byToken(id);
        return token && this.#hasBook(token) ? [this.#bookOf(token)] : [];
      }),
    );
  }

  /** BUY answers the best bid and SELL the best ask, as the venue does. */
  #price(tokenId: string, side: string | null): JsonResponse {
    if (side !== 'BUY' && side !== 'SELL') return error('Invalid side', 400);
    return this.#withBook(tokenId, (book) => ({ price: side === 'BUY' ? best(book.bids, 0) : best(book.asks, 1) }));
  }

  #lastTrade(tokenId: string): JsonResponse {
    return this.#forToken(tokenId, ({ listing, side }) => {
      const trade = this.#catalogue.live(listing)?.lastTrade;
      if (!trade) return { price: '0.5', side: '' };
      const bought = (trade.takerSide === 'bid') === (side === 0);
      return { price: priceText(side === 0 ? trade.price : 10_000 - trade.price), side: bought ? 'BUY' : 'SELL' };
    });
  }

  #compactMarket(listing: PolymarketListing) {
    const { world } = this.#catalogue.exchange;
    const labels = listing.question.polymarketLabels;
    return {
      c: listing.conditionId,
      v: listing.version,
      t: listing.tokens.map((token, side) => ({ t: token, o: labels[side] })),
      mos: MINIMUM_ORDER_SHARES,
      mts: priceNumber(this.#tick(listing)),
      ...(listing.negRisk ? { nr: true } : {}),
      mbf: listing.fees ? 1_000 : 0,
      tbf: listing.fees ? 1_000 : 0,
      ao: this.#accepting(listing),
      aot: new Date(world.wallTime(listing.question.timeline.openAt)).toISOString(),
      cbos: false,
      ...(this.#catalogue.delaySeconds(listing) > 0 ? { sd: this.#catalogue.delaySeconds(listing) } : {}),
      ...(listing.question.category === 'crypto' ? { itode: true } : {}),
      ...(listing.fees ? { fd: { r: listing.fees.schedule.rate, e: 1, to: true } } : {}),
      r: { mi: 50, ma: 4.5, moas: 30 },
    };
  }

  #fullMarket(listing: PolymarketListing) {
    const { question } = listing;
    const { world } = this.#catalogue.exchange;
    const resolved = this.#catalogue.phase(question) === 'settled';
    const yes = venueResult(question, 'polymarket', listing.outcome);
    const last = this.#catalogue.live(listing)?.lastTrade?.price ?? 5_000;
    return {
      condition_id: listing.conditionId,
      question_id: listing.questionId,
      question: listing.text.polymarketQuestion,
      description: world.rules(question, 'polymarket', listing.outcome, this.#catalogue.exchange.worldNow()),
      market_slug: listing.slug,
      end_date_iso: new Date(world.wallTime(question.timeline.closeAt)).toISOString(),
      active: true,
      closed: resolved,
      archived: false,
      accepting_orders: this.#accepting(listing),
      enable_order_book: true,
      minimum_order_size: MINIMUM_ORDER_SHARES,
      minimum_tick_size: priceNumber(this.#tick(listing)),
      neg_risk: listing.negRisk,
      neg_risk_market_id: listing.negRiskMarketId ?? '',
      seconds_delay: this.#catalogue.delaySeconds(listing),
      maker_base_fee: listing.fees ? 1_000 : 0,
      taker_base_fee: listing.fees ? 1_000 : 0,
      tokens: listing.tokens.map((token_id, side) => {
        const wins = (side === 0) === yes;
        return {
          token_id,
          outcome: question.polymarketLabels[side],
          price: resolved ? Number(wins) : priceNumber(side === 0 ? last : 10_000 - last),
          winner: resolved && wins,
        };
      }),
    };
  }

  #accepting(listing: PolymarketListing): boolean {
    return this.#catalogue.phase(listing.question) === 'active' && !listing.isPlaceholder;
  }

  #tick(listing: PolymarketListing): number {
    return this.#liveOf(listing)?.tick ?? listing.tick;
  }

  #liveOf(listing: PolymarketListing): LiveMarket | undefined {
    return this.#catalogue.live(listing);
  }

  /** A resolved market has no book any more. */
  #hasBook({ listing }: Token): boolean {
    return this.#catalogue.phase(listing.question) !== 'settled';
  }

  #bookOf({ listing, side }: Token): BookJson {
    return bookJson(listing, this.#liveOf(listing), side);
  }

  #withBook(tokenId: string, answer: (book: BookJson) => unknown): JsonResponse {
    if (!/^[0-9]+$/.test(tokenId)) return error('Invalid token id', 400);
    const token = this.#catalogue.byToken(tokenId);
    return token && this.#hasBook(token) ? json(answer(this.#bookOf(token))) : noBook();
  }

  #forToken(tokenId: string, answer: (token: Token) => unknown): JsonResponse {
    if (!/^[0-9]+$/.test(tokenId)) return error('Invalid token id', 400);
    const token = this.#catalogue.byToken(tokenId);
    return token ? json(answer(token)) : error('market not found', 404);
  }

  #forMarket(conditionId: string | undefined, answer: (listing: PolymarketListing) => unknown): JsonResponse {
    const listing = this.#catalogue.byCondition(conditionId ?? '');
    return listing ? json(answer(listing)) : error('market not found', 404);
  }
}

/** Best price of a side, its last element; "0" or "1" where there is none. */
const best = (levels: BookJson['bids'], none: 0 | 1): string => levels.at(-1)?.price ?? String(none);

const units = (price: string): number => Math.round(Number(price) * 10_000);

const middle = (book: BookJson): string => String((units(best(book.bids, 0)) + units(best(book.asks, 1))) / 20_000);

function parseTokenIds(body: string): string[] | null {
  try {
    const value: unknown = JSON.parse(body);
    if (!Array.isArray(value)) return null;
    return value.map((item) => String((item as { token_id?: unknown } | null)?.token_id ?? ''));
  } catch {
    return null;
  }
}
