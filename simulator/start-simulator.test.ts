import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { ReviewedMatch } from './matches-file.js';
import { type Simulator, startSimulator } from './start-simulator.js';

const origin = Date.UTC(2026, 10, 21, 12);
const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(options: Parameters<typeof startSimulator>[0]): Promise<Simulator> {
  const simulator = await startSimulator(options);
  running.push(simulator);
  return simulator;
}

function books(simulator: Simulator): unknown {
  return (['kalshi', 'polymarket'] as const).map((venue) =>
    [...simulator.exchange.markets(venue)]
      .filter((market) => market.trading)
      .map(({ number, book, volume }) => [
        number,
        volume,
        ...[book.bids, book.asks].map((side) => side.levels.map(({ price, size }) => [price, size])),
      ])
      .sort((one, other) => Number(one[0]) - Number(other[0])),
  );
}

describe('startSimulator', () => {
  it('shows the same books and keeps URLs and keys after a restart', async () => {
    const clock = new SimulatedClock(origin);
    const first = await start({ seed: 4, origin, clock });
    clock.advanceBy(90_000);
    const before = books(first);
    const port = Number(new URL(first.endpoints.kalshi.restUrl).port);
    await first.close();
    running.length = 0;
    const second = await start({ seed: 4, origin, clock, ports: { kalshi: port } });
    expect(books(second)).toEqual(before);
    expect(second.endpoints.kalshi).toEqual(first.endpoints.kalshi);
  });

  it('brings a language model that reads what it is asked, and ends batches by itself', async () => {
    const clock = new SimulatedClock(origin);
    const { url, apiKey } = (await start({ seed: 4, origin, clock, participants: false })).endpoints.anthropic;
    const ask = async (path: string, body?: unknown) => {
      const headers = { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' };
      const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      return (await fetch(`${url}/v1/messages${path}`, { headers, ...sent })).json();
    };
    const block = (name: string, day: string) =>
      `<<<${name} market c0de\ntitle: Will Dana Whitfield be confirmed by ${day}?\nrules: …\nc0de ${name} market>>>`;
    const messages = [{ role: 'user', content: `${block('first', 'May 1')}\n${block('second', 'May 2')}` }];
    const params = { model: 'claude-sonnet-5-5', max_tokens: 500, messages };
    expect(JSON.stringify(await ask('', params))).toContain('\\"differing_field\\":\\"window\\"');
    const { id } = (await ask('/batches', { requests: [{ custom_id: 'a', params }] })) as { readonly id: string };
    expect(await ask(`/batches/${id}`)).toMatchObject({ processing_status: 'in_progress' });
    clock.advanceBy(15_000);
    expect(await ask(`/batches/${id}`)).toMatchObject({ processing_status: 'ended' });
  });

  it('keeps the file of reviewed matches at the twins that are listed or closed lately', async () => {
    const clock = new SimulatedClock(origin);
    const matchesFile = join(folder, 'matches.json');
    const simulator = await start({ seed: 4, origin, clock, matchesFile });
    const read = () => JSON.parse(readFileSync(matchesFile, 'utf8')) as ReviewedMatch[];
    const atFirst = read();
    expect(atFirst.length).toBeGreaterThanOrEqual(16);
    for (let minute = 0; minute < 12; minute++) clock.advanceBy(60_000);
    const later = read();
    const tickers = new Set(later.map(({ kalshi }) => kalshi));
    for (const market of simulator.exchange.markets('kalshi')) {
      if (market.listing.venue !== 'kalshi' || market.question.kind !== 'twin' || !market.trading) continue;
      expect(tickers.has(market.listing.kalshi.ticker)).toBe(true);
    }
    expect(later.some(({ polarity }) => polarity === 'inverse')).toBe(true);
    const { restUrl } = simulator.endpoints.kalshi;
    const { gammaUrl } = simulator.endpoints.polymarket;
    const settled = later.find(({ kalshi }) => !atFirst.some((match) => match.kalshi === kalshi));
    const { market } = JSON.parse(await (await fetch(`${restUrl}/markets/${settled?.kalshi}`)).text());
    const twins = JSON.parse(
      await (
        await fetch(`${gammaUrl}/markets?condition_ids=${settled?.polymarket}&closed=${market.status === 'finalized'}`)
      ).text(),
    );
    expect(twins[0].endDate).toBe(market.close_time);
  });

  it('takes faults and tells its state over HTTP', async () => {
    const clock = new SimulatedClock(origin);
    const { endpoints } = await start({ seed: 4, origin, clock });
    const post = (fault: unknown) =>
      fetch(`${endpoints.controlUrl}/faults`, { method: 'POST', body: JSON.stringify(fault) });
    expect((await post({ venue: 'kalshi', kind: 'nonsense' })).status).toBe(400);
    expect(
      (await post({ venue: 'polymarket', kind: 'rest-error', status: 425, count: 2, pathPrefix: '/book' })).status,
    ).toBe(201);
    const book = () => fetch(`${endpoints.polymarket.clobUrl}/book?token_id=1`);
    expect([(await book()).status, (await book()).status, (await book()).status]).toEqual([425, 425, 404]);
    await post({ venue: 'kalshi', kind: 'latency', delayMs: 1_000 });
    let answered = false;
    const slow = fetch(`${endpoints.kalshi.restUrl}/exchange/status`).then(() => (answered = true));
    const state = async () => JSON.parse(await (await fetch(`${endpoints.controlUrl}/state`)).text());
    expect(await state()).toMatchObject({ seed: 4, faults: [{ kind: 'latency', delayMs: 1_000 }] });
    expect(answered).toBe(false);
    await fetch(`${endpoints.controlUrl}/faults`, { method: 'DELETE' });
    expect((await state()).faults).toEqual([]);
    const pulse = setInterval(() => clock.advanceBy(100), 1);
    await slow;
    clearInterval(pulse);
    expect(answered).toBe(true);
  });
});
