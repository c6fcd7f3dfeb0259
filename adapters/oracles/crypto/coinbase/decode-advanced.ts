import { isBody, readBody, readIsoTime, shown, type Body } from '../../transport/read-fields.js';
import type { CoinbaseFrame, CoinbaseNews } from './coinbase-frame.js';
import { readQuote, readTrade } from './read-product.js';

const refused = (reason: string): CoinbaseNews => ({ kind: 'refused', reason });

/**
 * Decodes a frame of the Advanced Trade feed: an envelope with events. Never throws: what cannot be right is refused
 * with a reason.
 * @see https://docs.cdp.coinbase.com/advanced-trade/docs/ws-channels
 */
export function decodeAdvanced(text: string): CoinbaseFrame {
  const body = readBody(text);
  if (typeof body === 'string') return { news: [refused(`the frame ${body}`)], sequence: null };
  const sequence = Number.isSafeInteger(body['sequence_num']) ? (body['sequence_num'] as number) : null;
  return { news: decodeEnvelope(body), sequence };
}

function decodeEnvelope(body: Body): CoinbaseNews[] {
  const channel = body['channel'];
  if (typeof channel !== 'string') {
    if (body['type'] === 'error')
      return [{ kind: 'error', message: typeof body['message'] === 'string' ? body['message'].slice(0, 200) : '' }];
    return [refused(`the frame has the channel ${shown(channel)}`)];
  }
  const time = readIsoTime(body['timestamp']);
  switch (channel) {
    case 'ticker':
    case 'ticker_batch':
      return entries(body, channel, 'tickers', (ticker) => readQuote(ticker, time));
    case 'market_trades':
      return decodeTrades(body);
    case 'heartbeats':
      if (Number.isNaN(time)) return [refused(`heartbeats has the timestamp ${shown(body['timestamp'])}`)];
      return [{ kind: 'heartbeat', product: null, lastTrade: null, time }];
    case 'subscriptions':
      return [{ kind: 'subscribed' }];
    default:
      return [{ kind: 'passed', type: channel }];
  }
}

/** Newest first on the wire, oldest first here. A snapshot is of trades from before the subscription. */
function decodeTrades(body: Body): CoinbaseNews[] {
  const past = firstEvent(body)?.['type'] === 'snapshot';
  const trades = entries(body, 'market_trades', 'trades', (trade) => readTrade(trade, 'market_trades', past));
  const id = (news: CoinbaseNews) => (news.kind === 'trade' ? news.id : 0);
  return trades.toSorted((a, b) => id(a) - id(b));
}

const firstEvent = (body: Body): Body | null => {
  const events = body['events'];
  return Array.isArray(events) && isBody(events[0]) ? events[0] : null;
};

/** Reads the list `field` of every event of an envelope. */
function entries(body: Body, channel: string, field: string, read: (entry: Body) => CoinbaseNews): CoinbaseNews[] {
  const events = body['events'];
  if (!Array.isArray(events)) return [refused(`${channel} has the events ${shown(events)}`)];
  return events.flatMap((event: unknown) => {
    const list = isBody(event) ? event[field] : undefined;
    if (!Array.isArray(list)) return [refused(`${channel} has the ${field} ${shown(list)}`)];
    return list.map((entry: unknown) =>
      isBody(entry) ? read(entry) : refused(`${channel} holds ${shown(entry)} among its ${field}`),
    );
  });
}
