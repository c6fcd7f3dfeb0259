import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { createEmbeddedDatabase, emptyDatabase } from '@pm-arbitrage/core/db/test-database.js';
import type { Fill, Finality, OrderSpec, VenueOrder } from '@pm-arbitrage/core/domain/order.js';
import { formatQuantity, notional, quantity, usd, ZERO_QUANTITY } from '@pm-arbitrage/core/money/money.js';
import { type Desk, openDesk } from './executor-fixtures.js';

let database: Database;
beforeAll(async () => {
  database = await createEmbeddedDatabase();
});
afterAll(() => database.close());
beforeEach(() => emptyDatabase(database));

const fillOf = (spec: OrderSpec, finality: Finality): Fill => ({
  ...spec,
  fillId: `match of ${spec.clientOrderId}`,
  price: spec.limitPrice,
  notional: notional(spec.quantity, spec.limitPrice, 'up'),
  fee: usd(247_500),
  liquidity: 'taker',
  finality,
  at: 1,
});

const orderOf = (spec: OrderSpec, finality: Finality): VenueOrder => ({
  clientOrderId: spec.clientOrderId,
  venueOrderId: `hash of ${spec.clientOrderId}`,
  state: 'filled',
  filled: finality === 'undone' ? ZERO_QUANTITY : spec.quantity,
  fills: [fillOf(spec, finality)],
});

/** A venue whose second leg is matched at once, and settled when and how the test says. */
async function matched() {
  const desk = await openDesk(database);
  const one = await desk.start();
  desk.bargain();
  const venue = { finality: 'provisional' as Finality, spec: null as OrderSpec | null };
  desk.hooks.onSend = (spec) => {
    if (spec.legIndex !== 1 || venue.spec !== null) return undefined;
    venue.spec = spec;
    return Promise.resolve({ kind: 'accepted', order: orderOf(spec, venue.finality) });
  };
  desk.hooks.onLookup = ({ clientOrderId }) =>
    venue.spec?.clientOrderId === clientOrderId ? orderOf(venue.spec, venue.finality) : undefined;
  await one.execute(await desk.approve('t1'));
  const settle = async (finality: Finality) => {
    venue.finality = finality;
    await desk.run(one.executor.takeFill(fillOf(venue.spec as OrderSpec, finality)), one.life);
  };
  return { desk, one, settle, venue };
}

const stateOf = async (desk: Desk) => (await desk.facts()).trades.map(({ state }) => state);
const heldBy = async (desk: Desk) => (await desk.facts()).legs.map(({ filled }) => formatQuantity(quantity(filled)));
const total = async (desk: Desk) =>
  Object.values((await desk.facts()).balances).reduce((sum, amount) => sum + amount, 0);

describe('a fill that its venue may still take back', () => {
  it('keeps the trade open, books its exposure, and completes it when final', async () => {
    const { desk, one, settle } = await matched();
    expect(await stateOf(desk)).toEqual(['executing']);
    expect(await heldBy(desk)).toEqual(['20', '20']);
    await one.recover();
    expect(await stateOf(desk)).toEqual(['executing']);
    await settle('final');
    expect(await stateOf(desk)).toEqual(['complete']);
    expect(await total(desk)).toBe(0);
    expect(desk.sent).toHaveLength(2);
  });

  it('is taken back to the micro-dollar when undone, and the other leg is sold', async () => {
    const { desk, one, settle } = await matched();
    // Nothing is left to buy of the leg that failed; the filled one can be sold at a small loss.
    desk.show(desk.polymarket, [['0.30', '100']], [['0.99', '1']]);
    desk.show(desk.kalshi, [['0.44', '100']], [['0.45', '100']]);
    await settle('undone');
    expect(await stateOf(desk)).toEqual(['unwound']);
    expect(await heldBy(desk)).toEqual(['0', '0']);
    expect(await total(desk)).toBe(0);
    expect(await desk.differences(one.brokers)).toEqual([]);
  });

  it('is bought again under a new id when undone and that is the cheaper way', async () => {
    const { desk, one, settle } = await matched();
    await settle('undone');
    expect(await stateOf(desk)).toEqual(['hedged']);
    expect(await heldBy(desk)).toEqual(['20', '20']);
    expect(new Set(desk.sent).size).toBe(3);
    expect(await desk.differences(one.brokers)).toEqual([]);
  });

  it('is booked once, however often and in whatever order the venue tells it', async () => {
    const { desk, settle } = await matched();
    await settle('provisional');
    await settle('final');
    const before = await desk.facts();
    await settle('final');
    await settle('provisional');
    expect((await desk.facts()).balances).toEqual(before.balances);
    expect(await stateOf(desk)).toEqual(['complete']);
  });
});

// An instant that only a venue which contradicts itself leads to, so the chaos runs do not come by.
it.each([null, 'reopen:before', 'reopen:after'])(
  'a fill that comes after its trade was called off takes the trade up again, killed at %s',
  async (killAt) => {
    const desk = await openDesk(database);
    const one = await desk.start(killAt);
    desk.bargain();
    let late: OrderSpec | undefined;
    desk.hooks.onSend = (spec) => {
      if (spec.legIndex === 1) late = spec;
      return Promise.resolve({ kind: 'rejected', code: 'test', message: 'refused' });
    };
    await one.execute(await desk.approve('t1'));
    expect(await stateOf(desk)).toEqual(['aborted']);
    delete desk.hooks.onSend;
    const spec = late as OrderSpec;
    desk.hooks.onLookup = ({ clientOrderId }) =>
      clientOrderId === spec.clientOrderId ? orderOf(spec, 'final') : undefined;
    desk.hooks.onSend = (order) => {
      expect(order.legIndex).toBe(0);
    };
    await desk.run(one.executor.takeFill(fillOf(spec, 'final')), one.life);
    expect(one.life.killed).toBe(killAt !== null);
    if (killAt !== null) {
      // Who takes over brings what is in flight to its end, then reads the venue's fills again.
      const next = await desk.start();
      await next.recover();
      await desk.run(next.executor.takeFill(fillOf(spec, 'final')), next.life);
    }
    expect(await stateOf(desk)).toEqual(['hedged']);
    expect(await heldBy(desk)).toEqual(['20', '20']);
    expect(await total(desk)).toBe(0);
  },
);

it('says so when a fill belongs to no order of ours', async () => {
  const desk = await openDesk(database);
  const one = await desk.start();
  const stranger = { clientOrderId: 'nobody', platform: 'kalshi' as const, fillId: 'x', finality: 'final' as const };
  expect(await one.executor.takeFill(stranger)).toBe(false);
});
