import { json, type JsonRequest, type JsonResponse } from '../http/json-server.js';
import { type Cursor, page, readCursor } from '../http/paging.js';
import { gammaIdOf } from '../world/identifiers.js';
import type { PolymarketListing } from '../world/polymarket-listing.js';
import type { Question } from '../world/question.js';
import type { PolymarketCatalogue } from './catalogue.js';
import { gammaEventJson, gammaMarketWithEvent, TAGS } from './gamma-json.js';

const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 20;
const MAX_OFFSET = 10_000;

const notFound = () => json({ type: 'not found error', error: 'id not found' }, 404);
const invalid = (error: string) => json({ type: 'validation error', error }, 422);

/** Gamma: markets and events, by cursor, by offset and by id (reference §3). */
export class Gamma {
  readonly #catalogue: PolymarketCatalogue;

  constructor(catalogue: PolymarketCatalogue) {
    this.#catalogue = catalogue;
  }

  handle({ method, path, query }: JsonRequest): JsonResponse {
    if (method !== 'GET') return notFound();
    const [root, id, slug] = path.split('/').slice(1);
    if (root === 'tags' && id === undefined) return json(Object.values(TAGS));
    if (root !== 'markets' && root !== 'events') return notFound();
    const markets = root === 'markets';
    if (id === undefined) return markets ? this.#markets(query, false) : this.#events(query, false);
    if (id === 'keyset') return markets ? this.#markets(query, true) : this.#events(query, true);
    if (id === 'slug' && slug) {
      // A slug ends in the number its id is made from.
      const number = Number(/-([0-9]+)$/.exec(slug)?.[1] ?? Number.NaN);
      const gammaId = gammaIdOf(number);
      return markets ? this.#market(gammaId, query) : this.#event(gammaId, query);
    }
    return markets ? this.#market(id, query) : this.#event(id, query);
  }

  #market(id: string, query: URLSearchParams): JsonResponse {
    const listing = this.#catalogue.byGammaId(id);
    return listing ? json(this.#marketJson(listing, query)) : notFound();
  }

  #event(id: string, query: URLSearchParams): JsonResponse {
    const question = this.#catalogue.byEventId(id);
    return question
      ? json(gammaEventJson(this.#catalogue, question, query.get('include_markets') !== 'false'))
      : notFound();
  }

  #markets(query: URLSearchParams, keyset: boolean): JsonResponse {
    const request = this.#readList(query, keyset);
    if ('status' in request) return request;
    const found = page(this.#findMarkets(query, request), request.from, request.limit);
    const items = found.items.map((listing) => this.#marketJson(listing, query));
    return json(keyset ? { markets: items, ...nextCursor(found.cursor) } : items);
  }

  #events(query: URLSearchParams, keyset: boolean): JsonResponse {
    const request = this.#readList(query, keyset);
    if ('status' in request) return request;
    const found = page(this.#findEvents(query, request), request.from, request.limit);
    const items = found.items.map((question) =>
      gammaEventJson(this.#catalogue, question, query.get('include_markets') !== 'false'),
    );
    return json(keyset ? { events: items, ...nextCursor(found.cursor) } : items);
  }

  #marketJson(listing: PolymarketListing, query: URLSearchParams) {
    return gammaMarketWithEvent(this.#catalogue, listing, query.get('include_tag') === 'true');
  }

  *#findMarkets(query: URLSearchParams, { from, closed }: ListRequest): Generator<PolymarketListing> {
    const named = this.#named(query);
    const accepts = (listing: PolymarketListing) => this.#accepts(listing.question, query);
    if (named) {
      for (const listing of named) {
        if ((this.#catalogue.phase(listing.question) === 'settled') === closed && accepts(listing)) yield listing;
      }
      return;
    }
    for (const question of this.#ordered(this.#catalogue.questions(from.asOf, closed), query, closed)) {
      for (const listing of this.#catalogue.listings(question)) if (accepts(listing)) yield listing;
    }
  }

  *#findEvents(query: URLSearchParams, { from, closed }: ListRequest): Generator<Question> {
    const ids = many(query, 'id');
    const slugs = new Set(many(query, 'slug'));
    const source = ids.length > 0 ? ids.flatMap((id) => this.#catalogue.byEventId(id) ?? []) : null;
    for (const question of source ?? this.#ordered(this.#catalogue.questions(from.asOf, closed), query, closed)) {
      if ((this.#catalogue.phase(question) === 'settled') !== closed || !this.#accepts(question, query)) continue;
      const [first] = this.#catalogue.listings(question);
      if (slugs.size === 0 || slugs.has(first?.eventSlug ?? '')) yield question;
    }
  }

  /** Markets that the query names by some id, or null when it names none. */
  #named(query: URLSearchParams): PolymarketListing[] | null {
    const found = [
      ...many(query, 'id').map((id) => this.#catalogue.byGammaId(id)),
      ...many(query, 'condition_ids').map((id) => this.#catalogue.byCondition(id)),
      ...many(query, 'clob_token_ids').map((id) => this.#catalogue.byToken(id)?.listing ?? null),
      ...many(query, 'slug').map((slug) =>
        this.#catalogue.byNumber(Number(/-([0-9]+)$/.exec(slug)?.[1] ?? Number.NaN)),
      ),
    ];
    if (found.length === 0) return null;
    const unique = new Map(found.flatMap((listing) => (listing ? [[listing.number, listing] as const] : [])));
    return [...unique.values()];
  }

  #accepts(question: Question, query: URLSearchParams): boolean {
    const { world } = this.#catalogue.exchange;
    const tag = TAGS[question.category];
    const within = (name: string, at: number) => {
      const least = query.get(`${name}_min`);
      const most = query.get(`${name}_max`);
      const wall = world.wallTime(at);
      return (least === null || wall >= Date.parse(least)) && (most === null || wall <= Date.parse(most));
    };
    const tags = many(query, 'tag_id');
    const slug = query.get('tag_slug');
    return (
      within('end_date', question.timeline.closeAt) &&
      within('start_date', question.timeline.openAt) &&
      (tags.length === 0 || tags.includes(tag.id)) &&
      (slug === null || slug === tag.slug)
    );
  }

  /** Current questions can be ordered by their dates; the past always comes latest first. */
  *#ordered(questions: Iterable<Question>, query: URLSearchParams, closed: boolean): Generator<Question> {
    const [order] = (query.get('order') ?? '').split(',');
    if (closed || (order !== 'endDate' && order !== 'startDate')) {
      yield* questions;
      return;
    }
    const sign = query.get('ascending') === 'true' ? 1 : -1;
    const key = ({ timeline }: Question) => (order === 'endDate' ? timeline.closeAt : timeline.openAt);
    yield* [...questions].sort((one, other) => sign * (key(one) - key(other)));
  }

  #readList(query: URLSearchParams, keyset: boolean): ListRequest | JsonResponse {
    const closed = query.get('closed');
    if (closed !== null && closed !== 'true' && closed !== 'false') return invalid('closed must be a boolean');
    const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
    if (!Number.isInteger(limit) || limit < 1) return invalid('limit must be a positive integer');
    const offset = query.get('offset');
    if (keyset && offset !== null) return invalid('offset is not supported, use after_cursor');
    const skip = Number(offset ?? 0);
    if (!Number.isInteger(skip) || skip < 0 || skip > MAX_OFFSET) return invalid('offset is out of range');
    const now = this.#catalogue.exchange.worldNow();
    const from = keyset ? readCursor(query.get('after_cursor'), now) : { asOf: now, skip };
    return { from, limit: Math.min(limit, MAX_LIMIT), closed: closed === 'true' };
  }
}

interface ListRequest {
  readonly from: Cursor;
  readonly limit: number;
  /** Without the filter only markets that are not closed are listed (reference §3.1). */
  readonly closed: boolean;
}

/** Values of a repeatable parameter, written `name=a&name=b` or `name[]=a`. */
const many = (query: URLSearchParams, name: string): string[] => [...query.getAll(name), ...query.getAll(`${name}[]`)];

/** The last page has no `next_cursor` at all. */
const nextCursor = (cursor: string) => (cursor === '' ? {} : { next_cursor: cursor });
