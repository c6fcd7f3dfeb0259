import { until } from '@pm-arbitrage/core/testing/until.js';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { intents, leases, trades } from '@pm-arbitrage/core/db/schema/schema.js';
import { postgresMissing } from '@pm-arbitrage/core/db/test-database.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { approveTrade } from '../testing/approve-trade.js';
import { recordMarkets } from './record-markets.js';
import { chaosConfig } from './chaos-config.js';
import type { ChaosAccounts } from './chaos-venues.js';
import { emptyTables } from './empty-tables.js';
import type { ExecutorChild } from './executor-child.js';
import type { LifeOptions } from './executor-messages.js';
import { PriceFeed } from './price-feed.js';
import { type Death, plannedTrade, planRun, type RunPlan } from './run-plan.js';
import { Scene } from './scene.js';
import { openWorkplace, type Workplace } from './workplace.js';

/** A seed whose books stay as they are and at whose venues nothing fails. */
function steadyPlan(from: number): RunPlan {
  for (let seed = from; ; seed++) {
    const plan = planRun(seed, { fault: 'none', crash: 'none' });
    if (plan.scene === 'steady') return plan;
  }
}

describe.skipIf(postgresMissing !== null)(
  `two executors, one database${postgresMissing === null ? '' : ` (${postgresMissing})`}`,
  () => {
    let at: Workplace;
    let accounts: ChaosAccounts;
    let plan: RunPlan;
    let markets: readonly [Market, Market];
    let feed: PriceFeed;
    let begin: (death?: Death | null) => { child: ExecutorChild; begun: Promise<string | null> };
    const children: ExecutorChild[] = [];
    let seed = 5_000;

    beforeAll(async () => {
      at = await openWorkplace({ speed: 4, logLevel: 'silent' });
    }, 240_000);
    afterAll(() => at.close());
    afterEach(async () => {
      feed.close();
      for (const child of children.splice(0)) await child.kill();
    });

    async function prepare(): Promise<void> {
      const { clock, database, folder, leaseTtlMs, time, venues } = at;
      plan = steadyPlan(seed);
      seed = plan.seed + 1;
      accounts = venues.openAccounts(plan.seed);
      const market = (index: 0 | 1) => venues.market(plan.legs[index].platform, plan.pick[plan.legs[index].platform]);
      markets = [market(0), market(1)];
      await emptyTables(database);
      await recordMarkets(database, markets);
      const listed = markets.map((one) => [one, venues.live(one)] as const);
      feed = new PriceFeed(venues.simulator.exchange, clock, listed, (update) => {
        for (const child of children) child.tell({ kind: 'price', update });
      });
      new Scene(plan.scene, plan.sets).open(
        plan.legs.map((leg, index) => ({ ...leg, book: venues.live(markets[index] as Market).book })),
      );
      const dataDir = mkdtempSync(join(folder, 'two-'));
      const config = chaosConfig({ ...at, endpoints: venues.simulator.endpoints, accounts, dataDir });
      begin = (death = null) => {
        const child = at.pool.take();
        children.push(child);
        const life = (): LifeOptions => ({
          config,
          time,
          seed,
          death,
          leaseTtlMs,
          reconcileMs: 8_000,
          books: feed.books(),
        });
        return { child, begun: child.begin(life) };
      };
    }

    const approve = () =>
      approveTrade(at.database, plannedTrade(plan, markets), { now: at.clock.now(), privateKey: at.privateKey });
    const stateOf = async () => (await at.database.queries.select().from(trades))[0]?.state;
    /** Orders that the venues worked: killed ones, which also burn an id, are none. */
    const worked = () => {
      const { kalshi, polymarket } = at.venues.simulator;
      return {
        kalshi: kalshi.truth(accounts.kalshi.accountId).orders.filter(({ killed }) => !killed).length,
        polymarket: polymarket.truth(accounts.polymarket.address).orders.length,
      };
    };

    it(
      'gives an approval to one of them: the other waits, and adds nothing when its turn comes',
      { timeout: 300_000 },
      async () => {
        await prepare();
        const one = begin();
        expect(await one.begun).toBeNull();
        const two = begin();
        const signed = await approve();
        for (const { child } of [one, two]) child.tell({ kind: 'approval', signed });
        await until('the trade completes', async () => (await stateOf()) === 'complete');
        expect(await one.child.end()).not.toBeNull();
        expect(await two.begun).toBeNull();
        two.child.tell({ kind: 'approval', signed });
        expect(await two.child.end()).not.toBeNull();
        expect(await stateOf()).toBe('complete');
        expect(worked()).toEqual({ kalshi: 1, polymarket: 1 });
        expect(await at.database.queries.select().from(intents)).toHaveLength(2);
      },
    );

    it('lets one that slept through its lease send nothing once it wakes', { timeout: 300_000 }, async () => {
      await prepare();
      const sleeper = begin({ point: 'lock:after', holdMs: 0, signal: 'SIGSTOP' });
      expect(await sleeper.begun).toBeNull();
      const signed = await approve();
      sleeper.child.tell({ kind: 'approval', signed });
      await until('its intents are committed', async () => (await stateOf()) === 'locked');
      const successor = begin();
      // Starts only when it has the lease, and recovers what was left before it says that it runs.
      expect(await successor.begun).toBeNull();
      expect(await stateOf()).toBe('aborted');
      expect((await at.database.queries.select().from(leases))[0]?.token).toBe(2);
      sleeper.child.signal('SIGCONT');
      // It has answered for what it had in hands when it ends.
      expect(await sleeper.child.end()).not.toBeNull();
      expect(worked()).toEqual({ kalshi: 0, polymarket: 0 });
      expect(await stateOf()).toBe('aborted');
      expect(await successor.child.end()).not.toBeNull();
    });
  },
);
