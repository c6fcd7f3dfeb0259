import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { marketId } from '@pm-arbitrage/core/domain/platform.js';
import { openMarkets } from '@pm-arbitrage/simulator/polymarket/testing/quiet-venue.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accepted, eventually, SimulatedDesk } from '../testing/simulated-desk.js';

/* Against the simulated venue, over real sockets: what it knows to be so is compared with what we say. */

describe('a market that resolves at the simulated venue', () => {
  let desk: SimulatedDesk;

  beforeAll(async () => {
    desk = await SimulatedDesk.start(5);
  });
  afterAll(() => desk.simulator.close());
  beforeEach(() => desk.newWallet());
  afterEach(() => desk.tidy());

  it('has paid once what it pays for is redeemed', async () => {
    const venue = await desk.connect();
    const capital = await desk.capital();
    const held = (['v1', 'v2'] as const).map((version) => {
      const one = openMarkets(desk.simulator, (listing) => {
        const endsIn = desk.simulator.world.wallTime(listing.question.timeline.closeAt) - systemClock.now();
        return listing.version === version && listing.tick === 100 && endsIn > 2_500 && endsIn < 20_000;
      }).find(({ listing }) => desk.lists(listing.conditionId));
      if (!one) throw new Error(`no market of ${version} ends in time`);
      return { ...one, id: marketId('polymarket', one.listing.conditionId) };
    });
    for (const one of held) {
      desk.stranger(one, 'ask', 45, 50);
      accepted(await desk.place(venue, desk.spec(one.id)));
      desk.stranger(one, 'bid', 52, 50);
      accepted(await desk.place(venue, desk.spec(one.id, { side: 'no' })));
    }
    for (const { id } of held) {
      const redeemable = () => capital.prepareRedeem(id).catch((error: unknown) => String(error));
      const moves = await eventually(redeemable, (answer) => {
        if (typeof answer === 'string') expect(answer).toMatch(/not resolved on the chain/);
        return typeof answer !== 'string';
      });
      expect(moves.length).toBeGreaterThan(0);
      expect(await venue.settlements([id])).toEqual([]);
      const before = desk.truth().usd;
      await venue.redeem(id);
      expect(desk.truth().usd).toBe(before + 10_000_000);
      await venue.redeem(id);
      expect(await capital.prepareRedeem(id)).toEqual([]);
      const paid = await venue.settlements([id]);
      expect(paid).toMatchObject([{ market: id }]);
      expect([0, 10_000]).toContain(paid[0]?.yesPayout);
    }
    expect(desk.truth().transactions).toHaveLength(2);
    await eventually(
      () => venue.positions(),
      (all) => all.length === 0,
    );
    expect(await venue.balance()).toEqual({ available: desk.truth().usd, reserved: 0 });
  });
});
