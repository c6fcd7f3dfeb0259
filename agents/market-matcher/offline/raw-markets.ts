import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { firstText, isRaw, type Raw, shown } from './raw-fields.js';
import type { LeftOut } from './reading.js';

/** A market of a file, with the event it stands in and where that is. */
export interface RawMarket {
  readonly market: unknown;
  readonly event: Raw | null;
  readonly place: string;
}

/**
 * The markets in the text of a file, one by one: a JSON array, `{markets: […]}`, `{events: […]}` with nested markets,
 * `{event, markets}`, lists of them under other names, or any of these a line. What cannot be read comes as what is
 * left out; nothing is dropped silently.
 */
export function* rawMarkets(text: string): Generator<RawMarket | LeftOut> {
  const whole = readJson(text);
  if (whole.ok) {
    yield* marketsIn(whole.value, '', null);
    return;
  }
  const lines = text.split('\n');
  // A broken document of many lines is one problem, not one a line.
  if (!lines.some((line) => /^\s*[{[]/.test(line) && readJson(line).ok)) {
    yield { kind: 'malformed', place: WHOLE, reason: whole.reason };
    return;
  }
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = readJson(line);
    const place = `line ${index + 1}`;
    if (read.ok) yield* marketsIn(read.value, place, null);
    else yield { kind: 'malformed', place, reason: read.reason };
  }
}

const WHOLE = 'the whole file';

type Json = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

function readJson(text: string): Json {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: `is not JSON: ${messageOf(error)}` };
  }
}

/** Deeper than any listing goes. A file that is made to nest without end is named, not followed. */
const DEEPEST = 12;

function* marketsIn(
  value: unknown,
  place: string,
  event: Raw | null,
  depth: number = 0,
): Generator<RawMarket | LeftOut> {
  if (depth > DEEPEST) {
    yield { kind: 'malformed', place: `${place.slice(0, 60)}…`, reason: `is nested more than ${DEEPEST} levels deep` };
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, item] of (value as unknown[]).entries())
      yield* marketsIn(item, `${place}[${index}]`, event, depth + 1);
    return;
  }
  if (!isRaw(value)) {
    yield { kind: 'malformed', place: place === '' ? WHOLE : place, reason: `is ${shown(value)} instead of a market` };
    return;
  }
  const { markets, events } = value;
  const at = (name: string) => (place === '' ? name : `${place}.${name}`);
  const isEvent = firstText(value, 'event_ticker', 'title', 'slug') !== '';
  if (Array.isArray(markets)) {
    const { markets: _markets, ...rest } = value;
    const parent = isRaw(value['event']) ? value['event'] : isEvent ? rest : event;
    const byTicker = eventsByTicker(events);
    for (const [index, market] of (markets as unknown[]).entries()) {
      const own = isRaw(market) ? byTicker.get(firstText(market, 'event_ticker')) : undefined;
      yield { market, event: own ?? parent, place: `${at('markets')}[${index}]` };
    }
    if (byTicker.size === 0 && !isEvent && isList(events)) yield* marketsIn(events, at('events'), null, depth + 1);
    return;
  }
  if (isMarket(value)) {
    yield { market: value, event, place: place === '' ? WHOLE : place };
    return;
  }
  if (isEvent) {
    const name = shown(value['event_ticker'] ?? value['slug'] ?? value['title']);
    yield {
      kind: 'malformed',
      place: place === '' ? WHOLE : place,
      reason: `is the event ${name} without its markets`,
    };
    return;
  }
  const inside = Object.entries(value).filter(
    ([name, part]) => LISTS.test(name) && (isRaw(part) || Array.isArray(part)),
  );
  const lists = inside.length > 0 ? inside : Object.entries(value).filter(([, part]) => isList(part));
  for (const [name, part] of lists) yield* marketsIn(part, at(name), event, depth + 1);
  if (lists.length > 0) return;
  yield {
    kind: 'malformed',
    place: place === '' ? WHOLE : place,
    reason: `is ${shown(value)}, neither market, nor event, nor list`,
  };
}

/** Where answers and recordings of answers keep what they list. */
const LISTS = /^(?:events|event|market|response|data)$/;

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.some(isRaw);

/** A market names its outcome, its question or its condition; a Kalshi event has a ticker of its own kind only. */
const isMarket = (value: Raw): boolean =>
  typeof value['question'] === 'string' ||
  typeof value['conditionId'] === 'string' ||
  typeof value['condition_id'] === 'string' ||
  (typeof value['ticker'] === 'string' && value['slug'] === undefined);

/** Events that stand beside the markets instead of around them. */
function eventsByTicker(events: unknown): ReadonlyMap<string, Raw> {
  const list: readonly unknown[] = Array.isArray(events) ? events : [];
  return new Map(
    list
      .filter(isRaw)
      .filter((event) => firstText(event, 'event_ticker') !== '' && !Array.isArray(event['markets']))
      .map((event) => [firstText(event, 'event_ticker'), event]),
  );
}
