import { readSources, readStrike } from '@pm-arbitrage/adapters/venues/kalshi/read-strike.js';
import { firstId, firstText, firstTime, isRaw, type Raw, shown } from './raw-fields.js';
import type { Reading } from './reading.js';

/**
 * A market of Kalshi's REST API, or a part of one such as a ticker with titles, as the matcher reads it. What is
 * missing stays empty; without an id and a title there is nothing to match.
 * @param event the Event it is listed under, where the file has it
 */
export function listingOfKalshi(raw: unknown, event: Raw | null = null): Reading {
  if (!isRaw(raw)) return `is ${shown(raw)} instead of a market`;
  const id = firstText(raw, 'ticker', 'market_ticker', 'id');
  if (id === '') return `has the ticker ${shown(raw['ticker'])}`;
  const parent = isRaw(raw['event']) ? raw['event'] : event;
  const eventTitle = firstText(parent, 'title') || firstText(raw, 'event_title');
  const title = firstText(raw, 'title', 'question') || eventTitle;
  if (title === '') return `${id} has no title`;
  const rules = [firstText(raw, 'rules_primary'), firstText(raw, 'rules_secondary')].filter((part) => part !== '');
  return {
    platform: 'kalshi',
    id,
    title,
    subtitle: firstText(raw, 'yes_sub_title', 'subtitle'),
    event: { id: firstText(raw, 'event_ticker') || firstText(parent, 'event_ticker'), title: eventTitle },
    category: firstText(parent, 'category') || firstText(raw, 'category'),
    rules: rules.length > 0 ? rules.join('\n\n') : firstText(raw, 'rules', 'description'),
    strike: readStrike(raw),
    sources: [...new Set([...readSources(parent ?? {}), ...readSources(raw)])],
    openTime: firstTime(raw, 'open_time'),
    closeTime: firstTime(raw, 'close_time', 'expected_expiration_time', 'expiration_time'),
  };
}

/** The id a file knows a Kalshi market by, readable or not. */
export const kalshiIdOf = (raw: unknown): string => (isRaw(raw) ? firstId(raw, 'ticker', 'market_ticker', 'id') : '');
