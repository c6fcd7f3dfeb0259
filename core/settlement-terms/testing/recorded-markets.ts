import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Market } from '../../domain/market.js';
import { marketId } from '../../domain/platform.js';
import { aMarket } from './a-market.js';

type Raw = Readonly<Record<string, unknown>>;

const ROOT = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const FILES = [
  'kalshi/mlb-rules-2026-06/kalshi_scored_2026-06-16.json.gz',
  'kalshi/mlb-rules-2026-06/kalshi_mlb_game_series_live_current_20260620T230203Z.json.gz',
  'kalshi/ws-gold15m-2026-08/metadata/KXGOLD15M-26AUG050000.json',
  'kalshi/rest-golden-2026/market_single_response.json',
  'kalshi/rest-golden-2026/markets_list_response.json',
  'kalshi/rest-golden-2026/event_single_response.json',
  'pairs/benchmark-with-rules/kalshi_events.json',
  'pairs/benchmark-with-rules/kalshi_markets.json',
  'pairs/benchmark-with-rules/polymarket_events.json',
  'pairs/benchmark-with-rules/polymarket_markets.json',
  'polymarket/nba-events-both-venues/poly_nba.json.gz',
  'polymarket/fed-june-event/gamma-event.json',
  'polymarket/fed-june-event/gamma-search.json',
  'polymarket/nautilus-crate/gamma_market.json',
  'polymarket/nautilus-crate/gamma_event.json',
  'polymarket/nautilus-crate/search_response.json',
  'polymarket/nautilus-crate/gamma_market_sports_market_money_line.json',
  'polymarket/nautilus-crate/gamma_market_sports_market_map_handicap.json',
  'polymarket/clob-markets-2023/api_response.json.gz',
] as const;

export const RECORDED_FOLDER = ROOT;
export const hasRecordings = existsSync(ROOT);

/** Every recorded market with rules, once; the fields that the classifier reads, as the adapters would map them. */
export function recordedMarkets(): readonly Market[] {
  const found = new Map<string, Market>();
  for (const file of FILES) {
    const path = `${ROOT}${file}`;
    if (!existsSync(path)) continue;
    const bytes = readFileSync(path);
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    for (const document of documentsOf(text)) collect(document, null, found);
  }
  return [...found.values()];
}

/** The old listing of the CLOB begins with a line of a log and holds two documents, indented. */
function documentsOf(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [...text.matchAll(/^[{[]$[^]*?^[}\]]$/gm)].map(([document]) => JSON.parse(document) as unknown);
  }
}

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const words = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const time = (value: unknown): number | null => {
  const parsed = Date.parse(words(value));
  return Number.isNaN(parsed) ? null : parsed;
};

function collect(value: unknown, event: Raw | null, found: Map<string, Market>): void {
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) collect(item, event, found);
    return;
  }
  if (!isRaw(value)) return;
  const market = kalshiMarket(value, event) ?? polymarketMarket(value, event);
  if (market !== null) found.set(market.id, market);
  const own = isRaw(value['event']) ? value['event'] : Array.isArray(value['markets']) ? value : event;
  for (const [name, part] of Object.entries(value)) if (name !== 'event') collect(part, own, found);
}

function kalshiMarket(raw: Raw, event: Raw | null): Market | null {
  const closeTime = time(raw['close_time']);
  if (typeof raw['rules_primary'] !== 'string' || typeof raw['ticker'] !== 'string' || closeTime === null) return null;
  const type = words(raw['strike_type']);
  const sources = Array.isArray(event?.['settlement_sources']) ? (event['settlement_sources'] as unknown[]) : [];
  return aMarket('kalshi', {
    id: marketId('kalshi', raw['ticker']),
    event: eventOf(event),
    title: words(raw['title']),
    subtitle: words(raw['yes_sub_title']) || words(raw['subtitle']),
    rules: [raw['rules_primary'], words(raw['rules_secondary'])].filter((part) => part !== '').join('\n\n'),
    strike: type === '' ? null : { type, floor: number(raw['floor_strike']), cap: number(raw['cap_strike']) },
    sources: sources.filter(isRaw).map(({ name }) => words(name)),
    openTime: time(raw['open_time']),
    closeTime,
  });
}

function polymarketMarket(raw: Raw, event: Raw | null): Market | null {
  const id = words(raw['conditionId']) || words(raw['condition_id']);
  const closeTime = time(raw['endDate']) ?? time(raw['end_date_iso']);
  if (id === '' || typeof raw['question'] !== 'string' || closeTime === null) return null;
  const outcomes = outcomesOf(raw);
  const source = words(raw['resolutionSource']);
  return aMarket('polymarket', {
    id: marketId('polymarket', id),
    event: eventOf(event),
    title: raw['question'],
    subtitle: outcomes[0] === 'Yes' ? words(raw['groupItemTitle']) : (outcomes[0] ?? ''),
    rules: words(raw['description']) + (source === '' ? '' : `\n\nResolution source: ${source}`),
    sources: source === '' ? [] : [source],
    openTime: time(raw['acceptingOrdersTimestamp']) ?? time(raw['startDate']),
    closeTime,
  });
}

const eventOf = (event: Raw | null): Market['event'] => ({
  id: words(event?.['event_ticker']) || words(event?.['id']),
  title: words(event?.['title']),
  exclusive: false,
  exhaustive: false,
  size: 1,
});

function outcomesOf(raw: Raw): readonly string[] {
  const listed: unknown = typeof raw['outcomes'] === 'string' ? JSON.parse(raw['outcomes']) : raw['outcomes'];
  if (Array.isArray(listed)) return listed.map(words);
  const tokens = Array.isArray(raw['tokens']) ? (raw['tokens'] as unknown[]) : [];
  return tokens.filter(isRaw).map(({ outcome }) => words(outcome));
}
