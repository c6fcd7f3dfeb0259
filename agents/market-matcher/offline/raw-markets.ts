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
 * `{event, markets}`, a recorded answer around one of these, or any of them a line. What cannot be read comes as what
 * is left out; nothing is dropped silently.
 */
export function* rawMarkets(text: string): Generator<RawMarket | LeftOut> {
  const whole = readJson(text);
  if (whole.ok) {
    yield* marketsIn(whole.value, '', null);
    return;
  }
  const lines = text.split('\n');
  const single = lines.filter((line) => line.trim() !== '').length <= 1;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = readJson(line);
    const place = `line ${index + 1}`;
    if (read.ok) yield* marketsIn(read.value, place, null);
    else yield { kind: 'malformed', place, reason: single ? whole.reason : read.reason };
  }
}

type Json = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

function readJson(text: string): Json {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: `is not JSON: ${messageOf(error)}` };
  }
}

function* marketsIn(value: unknown, place: string, event: Raw | null): Generator<RawMarket | LeftOut> {
  if (Array.isArray(value)) {
    for (const [index, item] of (value as unknown[]).entries()) yield* marketsIn(item, `${place}[${index}]`, event);
    return;
  }
  if (!isRaw(value)) {
    yield { kind: 'malformed', place, reason: `is ${shown(value)} instead of a market` };
    return;
  }
  const { markets, events, response, data } = value;
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
    if (byTicker.size === 0 && Array.isArray(events) && !isEvent) yield* marketsIn(events, at('events'), null);
    return;
  }
  if (isMarket(value)) yield { market: value, event, place: place === '' ? 'the whole file' : place };
  else if (Array.isArray(events)) yield* marketsIn(events, at('events'), null);
  else if (isRaw(response) || Array.isArray(response)) yield* marketsIn(response, at('response'), event);
  else if (Array.isArray(data)) yield* marketsIn(data, at('data'), event);
  else if (isRaw(value['market'])) yield { market: value['market'], event, place: at('market') };
  else if (isRaw(value['event'])) yield* marketsIn(value['event'], at('event'), null);
  else {
    const what = isEvent
      ? `is the event ${shown(value['event_ticker'] ?? value['slug'] ?? value['title'])} without its markets`
      : `is ${shown(value)}, neither market, nor event, nor list`;
    yield { kind: 'malformed', place, reason: what };
  }
}

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
