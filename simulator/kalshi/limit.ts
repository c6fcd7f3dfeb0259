import { json, type JsonResponse } from '../http/json-server.js';

/** The page size, or the 400 answer: a limit above the maximum is refused, never clamped (reference §5). */
export function readLimit(query: URLSearchParams, fallback: number, maximum: number): number | JsonResponse {
  const text = query.get('limit');
  if (text === null || text === '') return fallback;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= maximum) return limit;
  return json({ msg: `invalid limit: must be between 1 and ${maximum}` }, 400);
}
