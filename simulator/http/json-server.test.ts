import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { afterEach, expect, it, vi } from 'vitest';
import { FaultBoard } from '../faults/fault-board.js';
import { json, type JsonOutcome, JsonServer } from './json-server.js';
import { waitFor } from '@pm-arbitrage/core/testing/wait-for.js';

const clock = new SimulatedClock(0);
let server: JsonServer | undefined;
afterEach(() => server?.close());

async function serve(handle: () => JsonOutcome | Promise<JsonOutcome>): Promise<string> {
  const errorBody = (status: number) => ({ error: status });
  const faults = new FaultBoard(clock);
  server = new JsonServer({ clock, host: '127.0.0.1', port: 0, venue: 'kalshi', faults, errorBody, handle });
  return `http://${await server.listen()}/`;
}

it('answers when a slow handler is done', async () => {
  const url = await serve(async () => {
    await sleep(clock, 50);
    return json({ at: clock.now() }, 201);
  });
  const pending = fetch(url);
  await waitFor(() => expect(clock.nextDue()).not.toBeNull());
  clock.advanceBy(50);
  const response = await pending;
  expect([response.status, await response.json()]).toEqual([201, { at: 50 }]);
});

it('cuts the connection instead of answering when the handler says so', async () => {
  const handle = vi.fn<() => JsonOutcome>(() => 'cut');
  const url = await serve(handle);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  expect(handle).toHaveBeenCalledTimes(1);
});

it('tells what went wrong in a handler', async () => {
  const url = await serve(() => Promise.reject(new Error('no such book')));
  const response = await fetch(url);
  expect([response.status, await response.json()]).toEqual([500, { error: 'simulator failed: no such book' }]);
});
