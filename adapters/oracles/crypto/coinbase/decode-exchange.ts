import { readBody, readIsoTime, shown, type Body } from '../../transport/read-fields.js';
import type { CoinbaseFrame, CoinbaseNews } from './coinbase-frame.js';
import { readProduct, readQuote, readTrade } from './read-product.js';

const refused = (reason: string): CoinbaseNews => ({ kind: 'refused', reason });

/**
 * Decodes a frame of the Exchange feed. Never throws: what cannot be right is refused with a reason.
 * @see https://docs.cdp.coinbase.com/exchange/websocket-feed/channels
 */
export function decodeExchange(text: string): CoinbaseFrame {
  const body = readBody(text);
  return {
    news: [typeof body === 'string' ? refused(`the frame ${body}`) : decodeMessage(body)],
    sequence: null,
  };
}

function decodeMessage(body: Body): CoinbaseNews {
  const type = body['type'];
  switch (type) {
    case 'match':
    case 'last_match':
      return readTrade(body, type, type === 'last_match');
    case 'ticker':
      return readQuote(body, readIsoTime(body['time']));
    case 'heartbeat':
      return decodeHeartbeat(body);
    case 'subscriptions':
      return { kind: 'subscribed' };
    case 'error': {
      const texts = [body['message'], body['reason']].filter((part) => typeof part === 'string');
      return { kind: 'error', message: texts.join(': ').slice(0, 200) };
    }
    default:
  }
  if (typeof type === 'string') return { kind: 'passed', type };
  if (typeof body['channel'] === 'string')
    return refused('the frame is of the Advanced Trade feed; set the protocol of this source to advanced');
  return refused(`the frame has the type ${shown(type)}`);
}

function decodeHeartbeat(body: Body): CoinbaseNews {
  const product = readProduct(body);
  if (product === null) return refused(`heartbeat has the product ${shown(body['product_id'])}`);
  const lastTrade = body['last_trade_id'];
  if (!Number.isSafeInteger(lastTrade)) return refused(`heartbeat has the last_trade_id ${shown(lastTrade)}`);
  const time = readIsoTime(body['time']);
  if (Number.isNaN(time)) return refused(`heartbeat has the time ${shown(body['time'])}`);
  return { kind: 'heartbeat', product, lastTrade: lastTrade as number, time };
}
