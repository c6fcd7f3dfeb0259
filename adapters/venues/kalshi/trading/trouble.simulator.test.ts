import type { Fill } from '@pm-arbitrage/core/domain/order.js';
import { parsePrice, parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { describe, expect, it } from 'vitest';
import { until } from '../../../testing/until.js';
import { refOf } from './testing/kalshi-desk.js';
import {
  accepted,
  backupKey,
  connectAs,
  maker,
  moveClock,
  offer,
  place,
  simulator,
  spec,
  taker,
  takersKey,
  truth,
  useSimulatedKalshi,
} from './testing/simulated-desk.js';

useSimulatedKalshi();

describe('trouble at the simulated exchange', () => {
  it.each([
    ['as they are', 0, 3],
    // Orders younger than the listing are cancelled all the same, uncounted.
    ['late', 300, 0],
  ])('cancels everything without connecting first, with reads that show things %s', async (_what, lag, counted) => {
    for (const limitPrice of ['0.10', '0.11', '0.12'])
      await accepted(taker, spec({ timeInForce: 'gtc', limitPrice: parsePrice(limitPrice) }));
    simulator.kalshi.switches.readLagMs = lag;
    const killSwitch = connectAs(takersKey(), { marketOf: () => undefined });
    expect(await killSwitch.cancelAll()).toBeGreaterThanOrEqual(counted);
    expect(truth().orders.map(({ status }) => status)).toEqual(['canceled', 'canceled', 'canceled']);
  });

  it('sees a fill that wins the race against its cancel', async () => {
    const resting = spec({ timeInForce: 'gtc', limitPrice: parsePrice('0.40') });
    await accepted(taker, resting);
    simulator.faults.inject({ venue: 'kalshi', kind: 'cancel-race', count: 1 });
    expect(await taker.cancel(refOf(resting))).toMatchObject({ state: 'filled', filled: parseQuantity('10') });
  });

  it('goes on with the backup key when the first is revoked', async () => {
    const { id, privateKey } = takersKey(backupKey);
    const venue = connectAs(takersKey(), { kalshi: { backupKeys: [{ apiKeyId: id, privateKey }] } });
    await venue.connect();
    simulator.kalshi.revokeKey(takersKey().id);
    await offer({ side: 'no', limitPrice: parsePrice('0.44') });
    expect(await place(venue, spec())).toMatchObject({ kind: 'rejected', code: 'authentication_error' });
    expect((await accepted(venue, spec())).state).toBe('filled');
  });

  it("signs with the venue's clock when its own is off", async () => {
    await offer({ side: 'no', limitPrice: parsePrice('0.44') });
    moveClock(-20_000);
    const venue = connectAs(takersKey());
    await venue.connect();
    expect((await venue.status()).clockSkewMs).toBeGreaterThan(18_000);
    expect((await accepted(venue, spec())).state).toBe('filled');
    moveClock(-50_000);
    await expect(connectAs(takersKey()).connect()).rejects.toMatchObject({
      code: 'kalshi.clock-skew',
    });
  });

  it('reconnects the private stream and misses nothing', async () => {
    const told: Fill[] = [];
    taker.onFill((fill) => told.push(fill));
    await accepted(taker, spec({ timeInForce: 'gtc', limitPrice: parsePrice('0.40') }));
    simulator.faults.inject({ venue: 'kalshi', kind: 'drop-sockets' });
    await accepted(maker, spec({ side: 'no', limitPrice: parsePrice('0.60') }));
    await until(() => told.length === 1);
    expect(told[0]?.quantity).toBe(parseQuantity('10'));
  });

  it('says when the exchange is closed to orders', async () => {
    simulator.kalshi.pauseTrading();
    expect(await taker.status()).toMatchObject({ orders: 'cancel-only' });
    await expect(taker.prepare(spec())).rejects.toMatchObject({ code: 'kalshi.paused' });
    simulator.kalshi.pauseExchange();
    expect(await taker.status()).toMatchObject({ orders: 'closed' });
    await expect(connectAs(takersKey()).connect()).rejects.toMatchObject({
      code: 'kalshi.exchange-paused',
    });
    simulator.kalshi.resumeExchange();
    simulator.kalshi.resumeTrading();
    expect(await taker.status()).toMatchObject({ orders: 'open' });
  });
});
