import { createHash } from 'node:crypto';

/**
 * Our id of an order, derived from what it is for: the same intent always has the same id, also after a restart, so
 * asking a venue twice can never order twice. UUID text, as both venues accept.
 */
export function clientOrderId(
  tradeId: string,
  legIndex: number,
  purpose: 'leg' | 'finish' | 'unwind',
  attempt: number,
): string {
  const hex = createHash('sha256').update(`${tradeId}/${legIndex}/${purpose}/${attempt}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
