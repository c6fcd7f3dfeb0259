import { fullConditionId, readTexts } from '@pm-arbitrage/adapters/venues/polymarket/gamma-fields.js';
import { firstId, firstText, firstTime, isRaw, type Raw, shown } from './raw-fields.js';
import type { Reading } from './reading.js';

/**
 * A market of Gamma or of the CLOB, or a part of one such as an id with its question, as the matcher reads it. What
 * is missing stays empty; without an id and a question there is nothing to match. YES is the first outcome, whatever its name.
 * @param event the Gamma event it is listed under, where the file has it
 */
export function listingOfPolymarket(raw: unknown, event: Raw | null = null): Reading {
  if (!isRaw(raw)) return `is ${shown(raw)} instead of a market`;
  const id = fullConditionId(firstText(raw, 'conditionId', 'condition_id')) || firstId(raw, 'id', 'slug');
  if (id === '') return `has neither conditionId nor id: ${shown(raw)}`;
  const outcomes = raw['outcomes'] === undefined ? ['Yes', 'No'] : readTexts(raw['outcomes']);
  if (outcomes === null) return `${id} has the outcomes ${shown(raw['outcomes'])}`;
  const parent = isRaw(raw['event']) ? raw['event'] : (event ?? firstEvent(raw['events']));
  const eventTitle = firstText(parent, 'title') || firstText(raw, 'event_title');
  const title = firstText(raw, 'question', 'title') || eventTitle;
  if (title === '') return `${id} has no question`;
  const source = firstText(raw, 'resolutionSource');
  const description = firstText(raw, 'description', 'rules') || firstText(parent, 'description');
  const named = outcomes[0]?.toLowerCase() === 'yes';
  return {
    platform: 'polymarket',
    id,
    title,
    subtitle: named ? firstText(raw, 'groupItemTitle', 'group_item_title') : (outcomes[0] ?? ''),
    // The slug of a game ends in its day, which no other field names.
    event: { id: firstId(parent, 'slug', 'id') || firstText(raw, 'slug'), title: eventTitle },
    category: firstText(raw, 'category') || firstText(parent, 'category') || firstTag(raw['tags'] ?? parent?.['tags']),
    rules: description + (source === '' ? '' : `\n\nResolution source: ${source}`),
    strike: null,
    sources: source === '' ? [] : [source],
    openTime: firstTime(raw, 'acceptingOrdersTimestamp', 'startDate', 'accepting_order_timestamp'),
    closeTime: firstTime(raw, 'endDate', 'end_date_iso', 'endDateIso') ?? firstTime(parent, 'endDate'),
  };
}

/** The id a file knows a Polymarket market by: Gamma's number before the condition id. */
export const polymarketIdOf = (raw: unknown): string =>
  isRaw(raw) ? firstId(raw, 'id', 'conditionId', 'condition_id', 'slug') : '';

function firstEvent(events: unknown): Raw | null {
  const [first]: readonly unknown[] = Array.isArray(events) ? events : [];
  return isRaw(first) ? first : null;
}

function firstTag(tags: unknown): string {
  const [first]: readonly unknown[] = Array.isArray(tags) ? tags : [];
  return isRaw(first) ? firstText(first, 'label') : typeof first === 'string' ? first : '';
}
