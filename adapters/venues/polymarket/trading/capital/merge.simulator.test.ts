import { parsePrice, parseQuantity } from '@pm-arbitrage/core/money/money.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accepted, eventually, kinds, SimulatedDesk } from '../testing/simulated-desk.js';

/* Against the simulated venue, over real sockets: what it knows to be so is compared with what we say. */

describe('merging at the simulated venue', () => {
  let desk: SimulatedDesk;

  beforeAll(async () => {
    desk = await SimulatedDesk.start();
  });
  afterAll(() => desk.simulator.close());
  beforeEach(() => desk.newWallet());
  afterEach(() => desk.tidy());

  it.each([
    ['a standard market', kinds.standard],
    ['a neg-risk market', kinds.negRisk],
    ['a market of the second protocol', kinds.v2],
  ] as const)('merges pairs of %s into dollars, once', async (_name, accepts) => {
    const live = desk.market(accepts);
    const venue = await desk.connect();
    desk.stranger(live, 'ask', 45, 50);
    accepted(await desk.place(venue, desk.spec(live.id)));
    desk.stranger(live, 'bid', 52, 50);
    desk.stranger(live, 'bid', 53, 50);
    accepted(await desk.place(venue, desk.spec(live.id, { side: 'no', limitPrice: parsePrice('0.60') })));
    await desk.settled();
    const capital = await desk.capital();
    const before = desk.truth().usd;
    await expect(capital.prepareMerge(live.id, parseQuantity('11'))).rejects.toThrow(/10 YES and 10 NO are held/);
    await expect(capital.prepareRedeem(live.id)).rejects.toThrow(/not resolved on the chain/);
    const move = await capital.prepareMerge(live.id, parseQuantity('10'));
    expect(await capital.fate(move)).toBe('pending');
    expect(await capital.send(move)).toBe(10_000_000);
    expect(await capital.send(move)).toBe(10_000_000);
    expect(await capital.fate(move)).toBe('mined');
    expect(desk.truth()).toMatchObject({ usd: before + 10_000_000, transactions: [{ hash: move.hash }] });
    expect(await capital.held(live.id)).toEqual({ yes: 0, no: 0 });
    desk.stranger(live, 'ask', 56, 50);
    accepted(await desk.place(venue, desk.spec(live.id, { limitPrice: parsePrice('0.60') })));
    accepted(await desk.place(venue, desk.spec(live.id, { side: 'no', limitPrice: parsePrice('0.60') })));
    await desk.settled();
    await venue.mergePairs(live.id, parseQuantity('7'));
    await venue.mergePairs(live.id, parseQuantity('7'));
    await venue.mergePairs(live.id, parseQuantity('7'));
    expect(desk.truth().transactions).toHaveLength(3);
    await venue.redeem(live.id);
    const held = await eventually(
      () => venue.positions(),
      (all) => all.length === 0,
    );
    expect(held).toEqual([]);
  });
});
