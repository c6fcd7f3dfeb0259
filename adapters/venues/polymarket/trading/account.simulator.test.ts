import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { addUsd, parsePrice, parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../../testing/until.js';
import { HttpLine } from '../../../transport/http-line.js';
import { ApiKeys } from './api-keys.js';
import { OrderSigner } from './order-signer.js';
import { accepted, eventually, kinds, refOf, SimulatedDesk } from './testing/simulated-desk.js';

/* Against the simulated venue, over real sockets: what it knows to be so is compared with what we say. */

describe('an account at the simulated venue', () => {
  let desk: SimulatedDesk;

  beforeAll(async () => {
    desk = await SimulatedDesk.start();
  });
  afterAll(() => desk.simulator.close());
  beforeEach(() => desk.newWallet());
  afterEach(() => desk.tidy());

  it('learns of fills although its stream loses, repeats and reorders events', async () => {
    const live = desk.market();
    const venue = await desk.connect();
    desk.stranger(live, 'ask', 45, 50);
    desk.inject({ kind: 'lose-user-events' });
    const lost = accepted(await desk.place(venue, desk.spec(live.id)));
    expect(lost).toMatchObject({ state: 'filled', filled: parseQuantity('10') });
    desk.simulator.faults.clear();
    desk.inject({ kind: 'duplicate-user-events' });
    desk.inject({ kind: 'reorder-user-events' });
    const more = accepted(await desk.place(venue, desk.spec(live.id)));
    await desk.settled();
    const fills = await eventually(
      () => venue.fillsSince(systemClock.now() - 60_000),
      (all) => all.every(({ finality }) => finality === 'final'),
    );
    expect(fills).toHaveLength(lost.fills.length + more.fills.length);
    expect(desk.truth().usd).toBe(
      1_000_000_000 - fills.reduce((sum, { notional, fee }) => sum + addUsd(notional, fee), 0),
    );
  });

  it('uses its backup credentials when the first are revoked', async () => {
    const live = desk.market();
    const venue = await desk.connect({ config: { ...desk.config, apiNonces: [0, 5] } });
    desk.stranger(live, 'ask', 45, 50);
    accepted(await desk.place(venue, desk.spec(live.id)));
    const first = desk.truth().orders.length;
    // The official way to revoke a key, by its own headers.
    const line = new HttpLine(desk.simulator.endpoints.polymarket.clobUrl, systemClock);
    const signer = new OrderSigner({ privateKey: desk.privateKey, signatureType: 0, funder: null, chainId: 137 });
    const keys = new ApiKeys({
      line,
      signer,
      chainId: 137,
      nonces: [0],
      clock: systemClock,
      log: createLogger('silent'),
    });
    const [key] = await keys.all();
    const headers = key?.signer.headers('DELETE', '/auth/api-key', '', systemClock.now()) ?? {};
    const revoked = await line.request({ method: 'DELETE', path: '/auth/api-key', headers, timeoutMs: 5_000 });
    expect(revoked.status).toBe(200);
    line.close();
    expect(accepted(await desk.place(venue, desk.spec(live.id)))).toMatchObject({ state: 'filled' });
    expect(desk.truth().orders).toHaveLength(first + 1);
  });

  it('cancels everything without being connected', async () => {
    const one = desk.market();
    const two = desk.market(kinds.negRisk);
    const venue = await desk.connect();
    for (const { id } of [one, two])
      accepted(await desk.place(venue, desk.spec(id, { timeInForce: 'gtc', limitPrice: parsePrice('0.2') })));
    expect(await desk.make().cancelAll()).toBe(2);
    expect(desk.truth().orders.map(({ status }) => status)).toEqual(['CANCELED', 'CANCELED']);
    expect(await venue.openOrders()).toEqual([]);
  });

  it('leaves nothing resting when it dies', async () => {
    const live = desk.market();
    const venue = await desk.connect();
    accepted(await desk.place(venue, desk.spec(live.id, { timeInForce: 'gtc', limitPrice: parsePrice('0.2') })));
    await venue.close();
    await until(() => desk.truth().orders.every(({ status }) => status === 'CANCELED'));
  });

  it('finds the orders of an earlier life by the hash that was committed', async () => {
    const live = desk.market();
    const first = await desk.connect();
    desk.stranger(live, 'ask', 45, 50);
    const order = await first.prepare(desk.spec(live.id));
    accepted(await order.send());
    await first.close();
    const second = await desk.connect({
      clientOrderIdOf: async (id) => (id === order.venueOrderId ? 'from-the-database' : null),
    });
    expect(await second.fillsSince(systemClock.now() - 60_000)).toMatchObject([{ clientOrderId: 'from-the-database' }]);
    expect(await second.lookup(refOf(order))).toMatchObject({ state: 'filled', filled: parseQuantity('10') });
  });
});
