import type { VenueErrorBody } from '../../transport/json-client.js';
import { isBody, shown } from './read-fields.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Reads Kalshi's error bodies, of which four shapes occur (kalshi.md §5): nested, flat, `msg`, and a bare text. The
 * answer is to be judged by code, then by the details at the end of the message.
 */
export function kalshiErrorBody(body: unknown): VenueErrorBody {
  if (!isBody(body)) return { code: '', message: shown(body) };
  const error = body['error'];
  if (typeof error === 'string')
    return { code: error === 'too many requests' ? 'too_many_requests' : '', message: error };
  const flat = isBody(error) ? error : body;
  const message = text(flat['message']) || text(flat['msg']) || shown(body);
  const details = text(flat['details']);
  return {
    code: text(flat['code']),
    message: details === '' ? message : `${message} (${details})`,
  };
}
