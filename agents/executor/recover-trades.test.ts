import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@pm-arbitrage/core/db/database.js';
import { emptyDatabase, testDatabases } from '@pm-arbitrage/core/db/test-database.js';
import { type Desk, openDesk } from './executor-fixtures.js';
import { expireApprovals } from './recover-trades.js';

/** What the world does on the way, and at which steps the executor is killed in it. */
const worlds: readonly { world: string; enter: (desk: Desk) => void; points: readonly string[] }[] = [
  {
    world: 'both legs fill',
    enter: (desk) => desk.bargain(),
    points: [
      'lock:before',
      'lock:after',
      'send buy 0:before',
      'send buy 1:before',
      'send buy 0:after',
      'send buy 1:after',
      'record:before',
      'record:after',
    ],
  },
  {
    world: 'the second leg fails and the first is sold',
    enter: (desk) => leave(desk, [['0.44', '100']], [['0.40', '100']]),
    points: [
      'record:before',
      'record:after',
      'addExit:before',
      'addExit:after',
      'send sell 0:before',
      'send sell 0:after',
      'record#2:before',
      'record#2:after',
    ],
  },
  {
    world: 'the second leg fails and is bought later',
    enter: (desk) => leave(desk, [['0.30', '100']], [['0.50', '100']]),
    points: [
      'record:before',
      'record:after',
      'addExit:before',
      'addExit:after',
      'send buy 1#2:before',
      'send buy 1#2:after',
      'record#2:before',
      'record#2:after',
    ],
  },
];

/** The second leg's bargain is gone when its order arrives. */
function leave(desk: Desk, kalshiBids: [string, string][], polymarketBids: [string, string][]): void {
  desk.bargain();
  desk.hooks.onSend = ({ action, legIndex }) => {
    if (action !== 'buy' || legIndex !== 1) return;
    delete desk.hooks.onSend;
    desk.show(desk.polymarket, polymarketBids, [['0.99', '1']]);
    desk.show(desk.kalshi, kalshiBids, [['0.45', '100']]);
  };
}

const last = { approved: 'expired' } as const;

describe.each(testDatabases)('an executor killed on $kind', ({ kind, missing, open }) => {
  if (missing !== null) {
    it.skip(`could not run: no ${kind} server (${missing})`, () => undefined);
    return;
  }
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => ({ database, close } = await open()));
  afterAll(() => close());
  beforeEach(() => emptyDatabase(database));

  describe.each(worlds)('when $world', ({ enter, points }) => {
    /** Where an undisturbed executor arrives. */
    let wanted: Awaited<ReturnType<Desk['facts']>> | undefined;
    async function live(killAt: string | null) {
      await emptyDatabase(database);
      const desk = await openDesk(database);
      const first = await desk.start(killAt);
      enter(desk);
      const signed = await desk.approve('t1');
      const outcome = await first.execute(signed);
      expect(outcome).toBe(killAt === null ? undefined : 'killed');
      // What the dead process had put on the wire arrives all the same.
      const second = await desk.start();
      await second.recover();
      return { desk, second, signed };
    }

    it.each(points)(
      'at %s: a fresh one brings the trade to its end, with no second order and none forgotten',
      async (point) => {
        wanted ??= await (await live(null)).desk.facts();
        const { desk, second, signed } = await live(point);
        // The approval is delivered again, as it was never acknowledged.
        if (!point.startsWith('lock:before')) await second.execute(signed);
        await expireApprovals(database, second.journal, 'paper', signed.approval.expiresAt + 1);
        const facts = await desk.facts();

        // First what must hold wherever it died.
        expect(facts.trades).toHaveLength(1);
        expect(new Set(desk.sent).size).toBe(desk.sent.length);
        expect(facts.legs[0]?.filled).toBe(facts.legs[1]?.filled);
        expect(facts.orders).toHaveLength(facts.intents);
        for (const there of facts.paperOrders) expect(facts.orders).toContainEqual(there);
        expect(facts.orders.every(({ state }) => state !== 'pending')).toBe(true);
        expect(await desk.differences(second.venues)).toEqual([]);

        // Then the very state it would have reached, unless it died before its orders left.
        const state = facts.trades[0]?.state;
        if (point === 'lock:before') expect(state).toBe(last.approved);
        else if (point === 'lock:after') expect(state).toBe('aborted');
        else if (point === 'send buy 0:before' || point === 'send buy 1:before')
          expect(['aborted', 'complete', 'hedged', 'unwound']).toContain(state);
        else if (/^(send|addExit).*:before$|^addExit:after$/.test(point)) expect(state).toBe(wanted.trades[0]?.state);
        else expect(facts).toEqual(wanted);
      },
    );
  });

  it('leaves a trade alone that is over, or in the hands of an execution', async () => {
    const desk = await openDesk(database);
    const one = await desk.start();
    desk.bargain();
    const signed = await desk.approve('t1');
    const [, recovered] = await Promise.all([
      one.execute(signed),
      (async () => {
        let count = 0;
        for (let look = 0; look < 20; look++) count += Number(await one.recover());
        return count;
      })(),
    ]);
    expect(recovered).toBe(0);
    expect(desk.sent).toHaveLength(2);
    expect((await desk.facts()).trades[0]?.state).toBe('complete');
  });
});
