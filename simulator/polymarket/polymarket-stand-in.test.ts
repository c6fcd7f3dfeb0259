import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Simulator, startSimulator } from '../start-simulator.js';
import { withHash } from './book-json.js';
import { waitFor } from '@pm-arbitrage/core/testing/wait-for.js';

const origin = Date.UTC(2026, 10, 21, 12);
const clock = new SimulatedClock(origin + 120_000);
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 2, origin, clock });
});
afterAll(() => simulator.close());

async function get(host: 'gammaUrl' | 'clobUrl' | 'dataUrl', path: string) {
  const response = await fetch(simulator.endpoints.polymarket[host] + path);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

interface Frame {
  readonly event_type: string;
  readonly market: string;
  readonly asset_id: string;
  readonly [field: string]: unknown;
}

async function connect(tokens: readonly string[], custom = false) {
  const socket = new WebSocket(simulator.endpoints.polymarket.wsUrl);
  const texts: string[] = [];
  socket.on('message', (data) => texts.push(String(data)));
  await new Promise((resolve) => socket.once('open', resolve));
  const first = { type: 'market', assets_ids: tokens, initial_dump: true, level: 2, custom_feature_enabled: custom };
  socket.send(JSON.stringify(first));
  const frames = (): Frame[] =>
    texts.filter((text) => /^[[{]/.test(text)).flatMap((text) => JSON.parse(text) as Frame | Frame[]);
  return { socket, texts, frames };
}

const openMarkets = async () =>
  (await get('gammaUrl', '/markets/keyset?limit=100&closed=false')).body.markets.filter(
    (market: { acceptingOrders: boolean }) => market.acceptingOrders,
  );
const tokensOf = (market: { clobTokenIds: string }) => JSON.parse(market.clobTokenIds) as [string, string];

interface GammaEvent {
  readonly enableNegRisk: boolean;
  readonly negRiskAugmented: boolean;
  readonly markets: readonly { readonly negRisk: boolean }[];
}

type Book = { bids: [string, string][]; asks: [string, string][] };

/** A second, independent reading of the frames of one token. */
function rebuild(frames: readonly Frame[], token: string): Book {
  const sides = { BUY: new Map<string, string>(), SELL: new Map<string, string>() };
  type Wire = { asset_id: string; price: string; size: string; side: 'BUY' | 'SELL' };
  for (const frame of frames) {
    if (frame.event_type === 'book' && frame.asset_id === token) {
      sides.BUY = new Map((frame['bids'] as Wire[]).map(({ price, size }) => [price, size]));
      sides.SELL = new Map((frame['asks'] as Wire[]).map(({ price, size }) => [price, size]));
    }
    if (frame.event_type !== 'price_change') continue;
    for (const change of frame['price_changes'] as Wire[]) {
      if (change.asset_id !== token) continue;
      if (change.size === '0') sides[change.side].delete(change.price);
      else sides[change.side].set(change.price, change.size);
    }
  }
  return { bids: [...sides.BUY].sort(), asks: [...sides.SELL].sort() };
}

async function restBook(token: string): Promise<Book> {
  const { body } = await get('clobUrl', `/book?token_id=${token}`);
  const pairs = (levels: { price: string; size: string }[]) =>
    levels.map(({ price, size }): [string, string] => [price, size]).sort();
  return { bids: pairs(body.bids), asks: pairs(body.asks) };
}

describe('the market channel', () => {
  it('dumps snapshots as one array and then lets a client rebuild the books of both tokens', async () => {
    const markets = (await openMarkets()).slice(0, 12);
    const tokens: string[] = markets.flatMap(tokensOf);
    const { socket, texts, frames } = await connect(tokens);
    await waitFor(() => expect(texts).toHaveLength(1));
    expect(texts[0]).toMatch(/^\[.*\]\n$/s);
    expect(frames()[0]).toMatchObject({
      event_type: 'book',
      min_order_size: '5',
      hash: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    for (let second = 0; second < 5; second++) clock.advanceBy(1_000);
    const expected = new Map<string, Book>();
    for (const token of tokens) expected.set(token, await restBook(token));
    await waitFor(() => {
      for (const token of tokens) expect(rebuild(frames(), token)).toEqual(expected.get(token));
    });
    expect(frames().some(({ event_type }) => event_type === 'last_trade_price')).toBe(true);
    socket.terminate();
  });

  it('tells each change for both tokens, mirrored, with absolute sizes', async () => {
    const [market] = await openMarkets();
    const [yes, no] = tokensOf(market);
    const { socket, texts, frames } = await connect([yes]);
    await waitFor(() => expect(texts).toHaveLength(1));
    clock.advanceBy(5_000);
    await waitFor(() => expect(frames().some(({ event_type }) => event_type === 'price_change')).toBe(true));
    for (const frame of frames().filter(({ event_type }) => event_type === 'price_change')) {
      const [one, other] = frame['price_changes'] as Record<string, string>[];
      expect([one?.['asset_id'], other?.['asset_id']]).toEqual([yes, no]);
      expect(Number(one?.['price']) + Number(other?.['price'])).toBeCloseTo(1, 9);
      expect(one?.['size']).toBe(other?.['size']);
      expect(one?.['side']).not.toBe(other?.['side']);
      expect(Number(one?.['best_bid']) + Number(other?.['best_ask'])).toBeCloseTo(1, 9);
    }
    socket.terminate();
  });

  it('answers PING, refuses a second first frame, and announces markets globally on request', async () => {
    const { socket, texts, frames } = await connect([], true);
    socket.send('PING');
    socket.send(JSON.stringify({ type: 'market', assets_ids: [] }));
    await waitFor(() => expect(texts).toEqual(['PONG', 'INVALID OPERATION']));
    for (let second = 0; second < 40; second++) {
      clock.advanceBy(1_000);
      socket.send('PING');
      await waitFor(() => expect(texts.filter((text) => text === 'PONG').length).toBe(second + 2));
    }
    await waitFor(() => {
      const kinds = new Set(frames().map(({ event_type }) => event_type));
      expect([...kinds].sort()).toEqual(['market_resolved', 'new_market']);
    });
    const resolved = frames().find(({ event_type }) => event_type === 'market_resolved');
    const row = (await get('dataUrl', `/v2/resolutions?condition=${resolved?.market}`)).body.data[0];
    expect(row.status).toBe('resolved');
    const winner = ((resolved?.['assets_ids'] ?? []) as string[])[row.payouts.indexOf(1_000_000)];
    expect(resolved?.['winning_asset_id']).toBe(winner);
    socket.terminate();
  });

  it('loses what the faults say: frozen data with PONG, lost changes, lost resolutions', async () => {
    const [market] = await openMarkets();
    const [yes] = tokensOf(market);
    const { socket, texts } = await connect([yes], true);
    await waitFor(() => expect(texts).toHaveLength(1));
    simulator.faults.inject({ venue: 'polymarket', kind: 'freeze-sockets' });
    clock.advanceBy(3_000);
    socket.send('PING');
    await waitFor(() => expect(texts.slice(1)).toEqual(['PONG']));
    simulator.faults.clear();

    const changes = () => texts.filter((text) => text.includes('price_change')).length;
    simulator.faults.inject({ venue: 'polymarket', kind: 'lose-frames', count: 1_000 });
    clock.advanceBy(4_000);
    await get('clobUrl', '/ok'); // a round trip, after which frames would have arrived
    expect(changes()).toBe(0);
    simulator.faults.clear();

    const before = texts.length;
    simulator.faults.inject({ venue: 'polymarket', kind: 'lose-resolutions' });
    for (let second = 0; second < 15; second++) clock.advanceBy(1_000);
    socket.send('PING');
    await waitFor(() => expect(texts.filter((text) => text === 'PONG')).toHaveLength(2));
    const later = texts.slice(before);
    expect(later.some((text) => text.includes('new_market'))).toBe(true);
    expect(later.some((text) => text.includes('market_resolved'))).toBe(false);
    simulator.faults.clear();
    socket.terminate();
  });
});

describe('Gamma', () => {
  it('pages by cursor without repeating, and leaves the cursor out at the end', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await get('gammaUrl', `/markets/keyset?limit=9${cursor ? `&after_cursor=${cursor}` : ''}`);
      seen.push(...body.markets.map((market: { id: string }) => market.id));
      cursor = body.next_cursor;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(35);
    expect((await get('gammaUrl', '/markets/keyset?offset=5')).status).toBe(422);
  });

  it('writes encoded arrays as text and fees by category', async () => {
    for (const market of await openMarkets()) {
      expect(JSON.parse(market.outcomes)).toHaveLength(2);
      expect(JSON.parse(market.outcomePrices)).toHaveLength(2);
      expect(tokensOf(market)[0]).toMatch(/^[0-9]{70,78}$/);
      expect(market.feesEnabled).toBe(market.feeSchedule !== undefined);
      expect(market.version).toBe('v1');
    }
  });

  it('lists complete and augmented neg-risk events', async () => {
    const { events } = (await get('gammaUrl', '/events/keyset?limit=100')).body;
    const complete = events.filter((event: GammaEvent) => event.enableNegRisk && !event.negRiskAugmented);
    const augmented = events.filter((event: GammaEvent) => event.negRiskAugmented);
    expect(complete.length).toBeGreaterThanOrEqual(2);
    expect(
      complete.every((event: GammaEvent) => event.markets.length >= 3 && event.markets.every((one) => one.negRisk)),
    ).toBe(true);
    const labels = augmented[0].markets.map((market: { groupItemTitle: string }) => market.groupItemTitle);
    expect(labels).toEqual(expect.arrayContaining(['Other', 'Person A']));
  });

  it('drops a resolved market from a filtered list unless closed is asked for', async () => {
    const { markets } = (await get('gammaUrl', '/markets/keyset?closed=true&limit=1')).body;
    const [{ conditionId }] = markets;
    expect((await get('gammaUrl', `/markets?condition_ids=${conditionId}`)).body).toEqual([]);
    const [market] = (await get('gammaUrl', `/markets?condition_ids=${conditionId}&closed=true`)).body;
    expect(market).toMatchObject({ closed: true, umaResolutionStatus: 'resolved' });
    expect(['["1","0"]', '["0","1"]']).toContain(market.outcomePrices);
    expect((await get('clobUrl', `/book?token_id=${tokensOf(market)[0]}`)).status).toBe(404);
  });
});

describe('the CLOB', () => {
  it('hashes a book as the official client does', () => {
    const book = withHash({
      market: '0xaa',
      asset_id: '100',
      timestamp: '123456789',
      hash: '',
      bids: [{ price: '0.3', size: '100' }],
      asks: [{ price: '0.6', size: '100' }],
      min_order_size: '5',
      tick_size: '0.01',
      neg_risk: false,
      last_trade_price: '0.5',
    });
    expect(book.hash).toBe('b554363596b0ad8779c4ee118804086862ed085a');
  });

  it('shows best prices last and answers the small questions', async () => {
    const [market] = await openMarkets();
    const [yes] = tokensOf(market);
    const { body: book } = await get('clobUrl', `/book?token_id=${yes}`);
    const bids = book.bids.map(({ price }: { price: string }) => Number(price));
    const asks = book.asks.map(({ price }: { price: string }) => Number(price));
    expect(bids).toEqual([...bids].sort((a, b) => a - b));
    expect(asks).toEqual([...asks].sort((a, b) => b - a));
    expect((await get('clobUrl', `/price?token_id=${yes}&side=BUY`)).body.price).toBe(book.bids.at(-1).price);
    expect((await get('clobUrl', '/ok')).body).toBe('OK');
    expect((await get('clobUrl', '/version')).body).toEqual({ version: 2 });
    expect((await get('clobUrl', '/time')).body).toBe(Math.floor(clock.now() / 1_000));
    expect((await get('clobUrl', `/clob-markets/${market.conditionId}`)).body).toMatchObject({
      c: market.conditionId,
      mos: 5,
    });
    const tokens = (await get('clobUrl', `/markets/${market.conditionId}`)).body.tokens;
    expect(tokens.map((token: { token_id: string }) => token.token_id)).toEqual(tokensOf(market));
    expect((await get('clobUrl', '/book?token_id=abc')).body).toEqual({ error: 'Invalid token id' });
  });
});
