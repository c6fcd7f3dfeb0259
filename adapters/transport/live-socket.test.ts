import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../testing/until.js';
import { VenueServer } from '../testing/venue-server.js';
import { LiveSocket, type LiveSocketOptions } from './live-socket.js';
import type { SocketEnding } from './socket-ending.js';

describe('LiveSocket', () => {
  let clock: SimulatedClock;
  let server: VenueServer;
  let port: number;
  let socket: LiveSocket;
  let endings: SocketEnding[];

  const open = async (options: Partial<LiveSocketOptions> = {}) => {
    socket = new LiveSocket({
      url: `ws://127.0.0.1:${port}/`,
      clock,
      // The longest wait that the backoff allows.
      random: { next: () => 0.999_999 },
      silenceMs: 1_000_000,
      backoff: { baseMs: 1_000, maxMs: 30_000 },
      opened: () => {},
      received: () => {},
      lost: (_reason, ending) => endings.push(ending),
      failed: (_reason, ending) => endings.push(ending),
      ...options,
    });
    socket.start();
    await until(() => socket.connected);
  };

  /** Ends the connection from the server's side and answers the wait that follows, ms. */
  const waitAfter = async (end: () => void) => {
    const before = endings.length;
    end();
    await until(() => endings.length > before && clock.nextDue() !== null);
    const wait = (clock.nextDue() ?? 0) - clock.now();
    clock.advanceBy(wait);
    await until(() => socket.connected);
    return wait;
  };

  beforeEach(async () => {
    clock = new SimulatedClock(1_795_251_600_000);
    endings = [];
    server = new VenueServer(() => ({ status: 200, body: {} }));
    port = await server.listen();
  });

  afterEach(() => {
    socket.stop();
    server.close();
  });

  it('says with which code it was closed', async () => {
    await open();
    await waitAfter(() => server.sockets.at(-1)?.close(4003));
    expect(endings).toMatchObject([{ closeCode: 4003, httpStatus: null, retryAfterMs: null }]);
  });

  it('waits longer each time until a connection was healthy for long enough, frames or not', async () => {
    await open({ healthyMs: 60_000 });
    const end = () => {
      server.send('hello');
      server.sockets.at(-1)?.terminate();
    };
    expect([await waitAfter(end), await waitAfter(end), await waitAfter(end)]).toEqual([1_000, 2_000, 4_000]);
    clock.advanceBy(60_000);
    expect(await waitAfter(end)).toBe(1_000);
  });

  it('stays down when told to, until it is started again', async () => {
    await open({ pause: ({ closeCode }) => (closeCode === 4001 ? null : 0) });
    server.sockets.at(-1)?.close(4001);
    await until(() => !socket.connected);
    clock.advanceBy(3_600_000);
    expect(server.sockets).toHaveLength(1);
    socket.start();
    await until(() => socket.connected);
    expect(server.sockets).toHaveLength(2);
  });
});
