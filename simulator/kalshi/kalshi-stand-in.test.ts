import { constants, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Simulator, startSimulator } from '../start-simulator.js';
import { waitFor } from '@pm-arbitrage/core/testing/wait-for.js';

const origin = Date.UTC(2026, 10, 21, 12);
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const clock = new SimulatedClock(origin + 120_000);
let simulator: Simulator;

beforeAll(async () => {
  const publicKeyPem = rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  simulator = await startSimulator({ seed: 1, origin, clock, kalshiKeys: [{ id: 'rsa-key', publicKeyPem }] });
});
afterAll(() => simulator.close());

function headers(method: string, path: string, key: KeyObject, id: string, at = clock.now()): Record<string, string> {
  const text = Buffer.from(`${at}${method}${path}`);
  const signature =
    key.asymmetricKeyType === 'ed25519'
      ? sign(null, text, key)
      : sign('sha256', text, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  return {
    'KALSHI-ACCESS-KEY': id,
    'KALSHI-ACCESS-TIMESTAMP': String(at),
    'KALSHI-ACCESS-SIGNATURE': signature.toString('base64'),
  };
}

const demo = () => createPrivateKey(simulator.endpoints.kalshi.privateKeyPem);
const demoId = () => simulator.endpoints.kalshi.apiKeyId;
const WS_PATH = '/trade-api/ws/v2';

type Frame = { type: string; id?: number; sid?: number; seq?: number; msg: Record<string, unknown> };

async function connect(extra: Record<string, string>): Promise<{ socket: WebSocket; frames: Frame[] }> {
  const socket = new WebSocket(simulator.endpoints.kalshi.wsUrl, { headers: extra });
  const frames: Frame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Frame));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return { socket, frames };
}

const join = () => connect(headers('GET', WS_PATH, demo(), demoId()));

/** Status and body of a refused upgrade. */
function refusal(extra: Record<string, string>): Promise<[number | undefined, unknown]> {
  return new Promise((resolve) => {
    const socket = new WebSocket(simulator.endpoints.kalshi.wsUrl, { headers: extra });
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => resolve([response.statusCode, JSON.parse(body)]));
    });
  });
}

async function get(path: string, extra: Record<string, string> = {}) {
  clock.advanceBy(200); // lets the read budget refill
  const response = await fetch(`${simulator.endpoints.kalshi.restUrl}${path}`, { headers: extra });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

const openTickers = async (count: number): Promise<string[]> =>
  (await get(`/markets?status=open&limit=${count}`)).body.markets.map((market: { ticker: string }) => market.ticker);

const engineMarket = (ticker: string) => {
  for (const market of simulator.exchange.markets('kalshi')) {
    if (market.listing.venue === 'kalshi' && market.listing.kalshi.ticker === ticker) return market;
  }
  throw new Error(`${ticker} is not live`);
};

/** A second, independent reading of the book frames: integer hundredths by side and price. */
function rebuild(frames: readonly Frame[], ticker: string): { yes: [string, number][]; no: [string, number][] } {
  const sides = { yes: new Map<string, number>(), no: new Map<string, number>() };
  const hundredths = (text: unknown) => Math.round(Number(text) * 100);
  for (const { type, msg } of frames) {
    if (msg?.['market_ticker'] !== ticker) continue;
    if (type === 'orderbook_snapshot') {
      for (const side of ['yes', 'no'] as const) {
        sides[side] = new Map(
          ((msg[`${side}_dollars_fp`] ?? []) as [string, string][]).map(([p, s]) => [p, hundredths(s)]),
        );
      }
    } else if (type === 'orderbook_delta') {
      const side = sides[msg['side'] as 'yes' | 'no'];
      const price = msg['price_dollars'] as string;
      const size = (side.get(price) ?? 0) + hundredths(msg['delta_fp']);
      if (size === 0) side.delete(price);
      else side.set(price, size);
    }
  }
  return { yes: [...sides.yes].sort(), no: [...sides.no].sort() };
}

function engineBook(ticker: string): ReturnType<typeof rebuild> {
  const { book } = engineMarket(ticker);
  const text = (price: number) => (price / 10_000).toFixed(4);
  return {
    yes: book.bids.levels.map(({ price, size }): [string, number] => [text(price), size / 10_000]).sort(),
    no: book.asks.levels.map(({ price, size }): [string, number] => [text(10_000 - price), size / 10_000]).sort(),
  };
}

describe('the handshake', () => {
  it('accepts Ed25519 and RSA-PSS signatures', async () => {
    const ed25519 = await join();
    const rsaPss = await connect(headers('GET', WS_PATH, rsa.privateKey, 'rsa-key'));
    for (const { socket } of [ed25519, rsaPss]) {
      expect(socket.readyState).toBe(WebSocket.OPEN);
      socket.terminate();
    }
  });

  it('refuses missing, unknown, wrong and expired signatures with the 401 bodies of the venue', async () => {
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const code = async (extra: Record<string, string>) => {
      const [status, body] = await refusal(extra);
      const { error } = body as { error: { code: string; details?: string } };
      return [status, error.details ?? error.code];
    };
    expect(await code({})).toEqual([401, 'signature_is_missing_from_headers']);
    expect(await code(headers('GET', WS_PATH, demo(), 'nobody'))).toEqual([401, 'NOT_FOUND']);
    expect(await code(headers('GET', WS_PATH, stranger, demoId()))).toEqual([401, 'INCORRECT_API_KEY_SIGNATURE']);
    expect(await code(headers('GET', '/ws/v2', demo(), demoId()))).toEqual([401, 'INCORRECT_API_KEY_SIGNATURE']);
    const old = headers('GET', WS_PATH, demo(), demoId(), clock.now() - 60_000);
    expect(await code(old)).toEqual([401, 'header_timestamp_expired']);
  });
});

describe('the order book channel', () => {
  it('gives each subscription one gapless sequence over snapshots, deltas and answers of all its markets', async () => {
    const [a = '', b = '', c = ''] = await openTickers(3);
    const { socket, frames } = await join();
    socket.send(
      JSON.stringify({ id: 1, cmd: 'subscribe', params: { channels: ['orderbook_delta'], market_tickers: [a, b] } }),
    );
    await waitFor(() => expect(frames).toHaveLength(3));
    clock.advanceBy(1_000);
    const update = { sid: 1, action: 'add_markets', market_tickers: [c] };
    socket.send(JSON.stringify({ id: 2, cmd: 'update_subscription', params: update }));
    await waitFor(() => expect(frames.some(({ id }) => id === 2)).toBe(true));
    clock.advanceBy(1_000);
    socket.send(JSON.stringify({ id: 3, cmd: 'unsubscribe', params: { sids: [1] } }));
    await waitFor(() => expect(frames.at(-1)?.type).toBe('unsubscribed'));
    expect(frames[0]).toEqual({ id: 1, type: 'subscribed', msg: { channel: 'orderbook_delta', sid: 1 } });
    expect(frames.find(({ id }) => id === 2)).toMatchObject({ type: 'ok', msg: { market_tickers: [a, b, c] } });
    const seqs = frames.slice(1).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    expect(seqs.length).toBeGreaterThan(10);
    socket.terminate();
  });

  it('lets a client rebuild the book of the engine, over the close too', async () => {
    const tickers = await openTickers(20);
    const { socket, frames } = await join();
    socket.send(
      JSON.stringify({
        id: 1,
        cmd: 'subscribe',
        params: { channels: ['orderbook_delta'], market_tickers: tickers, use_yes_price: false },
      }),
    );
    await waitFor(() => expect(frames.length).toBeGreaterThan(tickers.length));
    for (let second = 0; second < 20; second++) clock.advanceBy(1_000);
    await waitFor(() => {
      for (const ticker of tickers) expect(rebuild(frames, ticker)).toEqual(engineBook(ticker));
    });
    expect(tickers.some((ticker) => !engineMarket(ticker).trading)).toBe(true);
    const prices = frames.filter(({ type }) => type === 'orderbook_delta').map(({ msg }) => msg['price_dollars']);
    expect(prices.every((price) => /^0\.[0-9]{4}$/.test(String(price)))).toBe(true);
    socket.terminate();
  });

  it('leaves a gap in the sequence when frames are lost, and get_snapshot heals it', async () => {
    const [ticker = ''] = await openTickers(1);
    const { socket, frames } = await join();
    socket.send(
      JSON.stringify({ id: 1, cmd: 'subscribe', params: { channels: ['orderbook_delta'], market_ticker: ticker } }),
    );
    await waitFor(() => expect(frames).toHaveLength(2));
    simulator.faults.inject({ venue: 'kalshi', kind: 'lose-frames', count: 2 });
    clock.advanceBy(4_000);
    socket.send(
      JSON.stringify({
        id: 2,
        cmd: 'update_subscription',
        params: { sids: [1], action: 'get_snapshot', market_tickers: [ticker] },
      }),
    );
    await waitFor(() => expect(frames.at(-1)).toMatchObject({ id: 2, type: 'orderbook_snapshot' }));
    const seqs = frames.slice(1).map(({ seq }) => seq ?? 0);
    expect(seqs.filter((seq, index) => index > 0 && seq !== (seqs[index - 1] ?? 0) + 1)).toHaveLength(1);
    expect(rebuild(frames, ticker)).toEqual(engineBook(ticker));
    socket.terminate();
  });

  it('answers wrong commands with the codes of the venue', async () => {
    const { socket, frames } = await join();
    const commands = [
      { id: 1, cmd: 'dance' },
      { id: 2, cmd: 'subscribe' },
      { id: 3, cmd: 'subscribe', params: {} },
      { id: 4, cmd: 'subscribe', params: { channels: ['ticker_v2'] } },
      { id: 5, cmd: 'subscribe', params: { channels: ['orderbook_delta'] } },
      { id: 6, cmd: 'unsubscribe', params: { sids: [99] } },
      { id: 7, cmd: 'update_subscription', params: { sids: [1, 2], action: 'add_markets' } },
    ];
    for (const command of commands) socket.send(JSON.stringify(command));
    await waitFor(() => expect(frames).toHaveLength(commands.length));
    expect(frames.map(({ msg }) => msg['code'])).toEqual([5, 2, 3, 8, 14, 7, 12]);
    socket.terminate();
  });
});

describe('the other channels', () => {
  it('send tickers, trades, and each lifecycle step once', async () => {
    const { socket, frames } = await join();
    socket.send(
      JSON.stringify({ id: 1, cmd: 'subscribe', params: { channels: ['ticker', 'trade', 'market_lifecycle_v2'] } }),
    );
    await waitFor(() => expect(frames).toHaveLength(3));
    for (let second = 0; second < 40; second++) clock.advanceBy(1_000);
    await waitFor(() => {
      const steps = new Set(frames.map(({ msg }) => msg['event_type']));
      expect([...steps]).toEqual(expect.arrayContaining(['created', 'determined', 'settled']));
      expect(frames.filter(({ type }) => type === 'ticker').length).toBeGreaterThan(100);
      expect(frames.some(({ type }) => type === 'trade')).toBe(true);
    });
    const settled = frames.filter(({ msg }) => msg['event_type'] === 'settled').map(({ msg }) => msg['market_ticker']);
    expect(new Set(settled).size).toBe(settled.length);
    socket.terminate();
  });

  it('ping with the body heartbeat every ten seconds', async () => {
    const { socket } = await join();
    const ping = new Promise<string>((resolve) => socket.once('ping', (data) => resolve(String(data))));
    clock.advanceBy(10_000);
    expect(await ping).toBe('heartbeat');
    socket.terminate();
  });
});

describe('REST', () => {
  it('pages through the open markets with cursors and ends with an empty one', async () => {
    const all = (await get('/markets?status=open&limit=1000&mve_filter=exclude')).body;
    expect(all.cursor).toBe('');
    const paged: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`/markets?status=open&limit=7&cursor=${cursor}`);
      paged.push(...body.markets.map((market: { ticker: string }) => market.ticker));
      cursor = body.cursor;
    } while (cursor !== '');
    expect(new Set(paged).size).toBe(paged.length);
    expect(Math.abs(paged.length - all.markets.length)).toBeLessThan(8);
    expect(all.markets.every((market: { status: string }) => market.status === 'active')).toBe(true);
  });

  it('refuses a limit above the maximum instead of clamping it', async () => {
    expect((await get('/markets?limit=1001')).status).toBe(400);
    expect((await get('/events?limit=201')).body).toHaveProperty('msg');
  });

  it('shows a book of bids only, ascending, with the best last', async () => {
    const [ticker = ''] = await openTickers(1);
    const { orderbook_fp: book } = (await get(`/markets/${ticker}/orderbook`)).body;
    const yes = book.yes_dollars.map(([price]: [string]) => Number(price));
    expect(yes).toEqual([...yes].sort((one, other) => one - other));
    expect(yes.at(-1) + Number(book.no_dollars.at(-1)[0])).toBeLessThan(1);
    const { orderbooks } = (await get(`/markets/orderbooks?tickers=${ticker}&tickers=NONE`)).body;
    expect(orderbooks).toHaveLength(1);
  });

  it('knows a market of long ago, finalized with its result', async () => {
    const { body } = await get('/markets?status=settled&limit=1000');
    const oldest = body.markets.at(-1);
    const { market } = (await get(`/markets/${oldest.ticker}`)).body;
    expect(market).toMatchObject({ status: 'finalized', result: expect.stringMatching(/^(yes|no)$/) });
    expect(market.settlement_value_dollars).toBe(market.result === 'yes' ? '1.0000' : '0.0000');
  });

  it('nests markets in events and marks exclusive ones', async () => {
    const { events } = (await get('/events?status=open&with_nested_markets=true')).body;
    const exclusive = events.filter((event: { mutually_exclusive: boolean }) => event.mutually_exclusive);
    expect(exclusive.length).toBeGreaterThan(0);
    for (const event of exclusive) {
      expect(event.collateral_return_type).toBe('MECNET');
      expect(event.markets.length).toBeGreaterThan(2);
    }
    const { series } = (await get(`/series/${events[0].series_ticker}`)).body;
    expect(series).toMatchObject({ fee_type: expect.stringMatching(/^quadratic/), fee_multiplier: expect.any(Number) });
  });

  it('asks for a signature at /account/limits and checks it', async () => {
    expect((await get('/account/limits')).status).toBe(401);
    clock.advanceBy(200);
    const signed = headers('GET', '/trade-api/v2/account/limits', demo(), demoId(), clock.now() + 200);
    expect((await get('/account/limits', signed)).body).toMatchObject({ usage_tier: 'basic' });
  });

  it('answers 429 with the bare body once the budget is spent', async () => {
    const { restUrl } = simulator.endpoints.kalshi;
    const responses = await Promise.all(Array.from({ length: 60 }, () => fetch(`${restUrl}/exchange/status`)));
    const limited = responses.find((response) => response.status === 429);
    expect(await limited?.json()).toEqual({ error: 'too many requests' });
    expect(limited?.headers.get('retry-after')).toBeNull();
    clock.advanceBy(5_000);
  });
});

describe('faults', () => {
  it('cut, freeze and refuse sockets, fail requests and move the clock', async () => {
    const { socket, frames } = await join();
    socket.send(JSON.stringify({ id: 1, cmd: 'subscribe', params: { channels: ['ticker'] } }));
    await waitFor(() => expect(frames).toHaveLength(1));
    const frozen = simulator.faults.inject({ venue: 'kalshi', kind: 'freeze-sockets' });
    clock.advanceBy(5_000);
    await get('/exchange/status'); // a round trip, after which frames would have arrived
    expect(frames).toHaveLength(1);
    simulator.faults.clear(frozen);
    clock.advanceBy(1_000);
    await waitFor(() => expect(frames.length).toBeGreaterThan(1));

    const closed = new Promise((resolve) => socket.once('close', resolve));
    simulator.faults.inject({ venue: 'kalshi', kind: 'drop-sockets' });
    expect(await closed).toBe(1006);

    simulator.faults.inject({
      venue: 'kalshi',
      kind: 'rest-error',
      status: 503,
      count: 1,
      pathPrefix: '/trade-api/v2/markets',
    });
    expect((await get('/exchange/status')).status).toBe(200);
    expect((await get('/markets')).body).toMatchObject({ exchange_active: false });
    expect((await get('/markets')).status).toBe(200);

    simulator.faults.inject({ venue: 'kalshi', kind: 'clock-skew', skewMs: 60_000 });
    const [status] = await refusal(headers('GET', WS_PATH, demo(), demoId()));
    expect(status).toBe(401);
    const { headers: answer } = await get('/exchange/status');
    expect(Math.abs(Date.parse(answer.get('date') ?? '') - clock.now() - 60_000)).toBeLessThan(1_500);
    simulator.faults.clear();

    simulator.faults.inject({ venue: 'kalshi', kind: 'refuse-connections' });
    await expect(join()).rejects.toThrow();
    simulator.faults.clear();
  });
});
