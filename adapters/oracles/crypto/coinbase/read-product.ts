import { readIsoTime, readPrice, shown, type Body } from '../../transport/read-fields.js';
import type { CoinbaseNews } from './coinbase-frame.js';

const refused = (reason: string): CoinbaseNews => ({ kind: 'refused', reason });

/** The product of a message; null when it names none. */
export function readProduct(body: Body): string | null {
  const product = body['product_id'];
  return typeof product === 'string' && /^[A-Z0-9]{2,12}-[A-Z0-9]{2,12}$/.test(product) ? product : null;
}

/** A trade; ids are numbers on the Exchange feed and texts on the Advanced Trade feed. */
export function readTrade(body: Body, type: string, past: boolean): CoinbaseNews {
  const product = readProduct(body);
  if (product === null) return refused(`${type} has the product ${shown(body['product_id'])}`);
  const rawId = body['trade_id'];
  const id = typeof rawId === 'string' && /^[0-9]{1,15}$/.test(rawId) ? Number(rawId) : rawId;
  if (!Number.isSafeInteger(id) || (id as number) < 0)
    return refused(`${type} of ${product} has the id ${shown(rawId)}`);
  const price = readPrice(body['price']);
  if (Number.isNaN(price)) return refused(`${type} of ${product} has the price ${shown(body['price'])}`);
  const time = readIsoTime(body['time']);
  if (Number.isNaN(time)) return refused(`${type} of ${product} has the time ${shown(body['time'])}`);
  return { kind: 'trade', product, id: id as number, price, time, past };
}

/** The best quotes of a ticker. */
export function readQuote(body: Body, time: number): CoinbaseNews {
  const product = readProduct(body);
  if (product === null) return refused(`ticker has the product ${shown(body['product_id'])}`);
  if (Number.isNaN(time)) return refused(`ticker of ${product} has no readable time`);
  const bid = readPrice(body['best_bid']);
  const ask = readPrice(body['best_ask']);
  if (Number.isNaN(bid)) return refused(`ticker of ${product} has the bid ${shown(body['best_bid'])}`);
  if (Number.isNaN(ask)) return refused(`ticker of ${product} has the ask ${shown(body['best_ask'])}`);
  if (bid > ask) return refused(`ticker of ${product} is crossed: bid ${bid}, ask ${ask}`);
  return { kind: 'quote', product, bid, ask, time };
}
