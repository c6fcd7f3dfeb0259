import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AWAITS_RESUME } from '@pm-arbitrage/agents/executor/exit-trade.js';
import { planExit } from '@pm-arbitrage/agents/executor/plan-exit.js';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { trades } from '@pm-arbitrage/core/db/schema/schema.js';
import { legsOf } from '@pm-arbitrage/agents/executor/trade-rows.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import type { TradeState } from '@pm-arbitrage/core/domain/trade.js';
import { isInFlight } from '@pm-arbitrage/core/domain/trade-states.js';
import { addUsd, ONE_DOLLAR_PRICE } from '@pm-arbitrage/core/money/money.js';
import { eq } from 'drizzle-orm';
import { approveTrade } from '../testing/approve-trade.js';
import { recordMarkets } from './record-markets.js';
import { chaosConfig } from './chaos-config.js';
import type { ChaosAccounts } from './chaos-venues.js';
import { emptyTables } from './empty-tables.js';
import type { Evidence } from './evidence.js';
import { exposureOf } from './exposure.js';
import { gatherEvidence, isSettled } from './gather-evidence.js';
import { Lives } from './lives.js';
import { type Execution, followExecutions } from './our-executions.js';
import { PriceFeed } from './price-feed.js';
import { plannedTrade, type RunPlan } from './run-plan.js';
import type { RunReport } from './run-report.js';
import { Scene, type SceneBook } from './scene.js';
import { isClean, judgeRun } from './verdict.js';
import type { Workplace } from './workplace.js';

/* Times below are ms of the run's clock, unless they are called real. */

/**
 * Real ms: a trade that is not at rest by then is forgotten. Long, because a machine that is busy with other things
 * makes everything slow but the clock.
 */
const LONGEST_REAL_MS = 150_000;
/** How long journal and venues may differ after the trade came to rest, and how long at least in real ms. */
const GRACE_MS = 60_000;
const GRACE_REAL_MS = 10_000;
/** In `way-out-later`: between the second and the third attempt at an exit. */
const LATER_MS = 300;
/** An executor that has known a way out for this long had its chance to take it: its last plan may be that old. */
const KNOWN_MS = 2_000;
const RECONCILIATIONS = 4;
/** A death planned for the instant after the last write comes within this, real ms. */
const LAST_DEATH_REAL_MS = 500;
const POLL_REAL_MS = 8;
const PAUSE_REAL_MS = 400;

/** One trade from its approval to its end, with everything that its seed has go wrong. */
export class TradeRun {
  readonly #plan: RunPlan;
  readonly #at: Workplace;
  readonly #accounts: ChaosAccounts;
  readonly #markets: readonly [Market, Market];
  readonly #executions: Execution[] = [];
  readonly #stops: (() => void)[] = [];
  readonly #scene: Scene;
  readonly #feed: PriceFeed;
  #lives: Lives | null = null;

  constructor(plan: RunPlan, at: Workplace) {
    this.#plan = plan;
    this.#at = at;
    const { venues } = at;
    this.#accounts = venues.openAccounts(plan.seed);
    const marketAt = (index: 0 | 1) => {
      const { platform } = plan.legs[index];
      return venues.market(platform, plan.pick[platform]);
    };
    this.#markets = [marketAt(0), marketAt(1)];
    this.#scene = new Scene(plan.scene, plan.sets);
    const listed = this.#markets.map((market) => [market, venues.live(market)] as const);
    const { exchange } = venues.simulator;
    this.#feed = new PriceFeed(exchange, at.clock, listed, (update) => this.#lives?.tell({ kind: 'price', update }));
    const owners = new Set([this.#accounts.kalshi.accountId, this.#accounts.polymarket.address.toLowerCase()]);
    this.#stops.push(
      () => this.#feed.close(),
      followExecutions(exchange, owners, (execution) => this.#took(execution)),
    );
  }

  async run(): Promise<RunReport> {
    const { clock, database, folder, pool, privateKey, time, venues } = this.#at;
    const { deaths, fault, reconcileMs, seed } = this.#plan;
    const { faults } = venues.simulator;
    const startedAt = systemClock.monotonic();
    const dataDir = mkdtempSync(join(folder, `${seed}-`));
    try {
      await emptyTables(database);
      await recordMarkets(database, this.#markets);
      this.#scene.open(this.#books());
      const config = chaosConfig({
        ...this.#at,
        endpoints: venues.simulator.endpoints,
        accounts: this.#accounts,
        dataDir,
      });
      const lives = new Lives(pool, deaths, () => ({
        config,
        time,
        seed,
        leaseTtlMs: this.#at.leaseTtlMs,
        reconcileMs,
        books: this.#feed.books(),
      }));
      this.#lives = lives;
      await lives.start();
      const signed = await approveTrade(database, plannedTrade(this.#plan, this.#markets), {
        now: clock.now(),
        privateKey,
      });
      if (fault.when === 'approval') for (const one of fault.faults) faults.inject(one);
      // Delivered again to whoever takes over: nobody acknowledged it.
      lives.onStart(() => lives.tell({ kind: 'approval', signed }));
      lives.tell({ kind: 'approval', signed });
      const { evidence, wayOut } = await this.#watch(lives);
      await lives.end();
      const verdict = judgeRun(evidence);
      const isNaked = evidence.trade.state === 'naked';
      return {
        seed,
        fault: fault.name,
        crash: this.#plan.crash.name,
        scene: this.#plan.scene,
        deathsPlanned: deaths.length,
        deathsReached: lives.deaths,
        restarts: lives.failures,
        state: evidence.trade.state,
        reason: evidence.trade.reason,
        halts: evidence.halts,
        isUnjustifiedNaked: isNaked && wayOut,
        isFalseAlarm: !isNaked && !fault.lies && evidence.halts.length > 0,
        exposure: exposureOf(evidence.fills, isNaked ? evidence.trade.updatedAt : clock.now()),
        verdict,
        tookRealMs: systemClock.monotonic() - startedAt,
      };
    } finally {
      for (const stop of this.#stops) stop();
      faults.clear();
      await this.#lives?.abandon();
      await this.#clearBooks();
      rmSync(dataDir, { recursive: true, force: true });
    }
  }

  /** Waits until the trade is at rest and everything agrees, or has had its time. */
  async #watch(lives: Lives): Promise<{ evidence: Evidence; wayOut: boolean }> {
    const { clock } = this.#at;
    const { crash, fault, reconcileMs } = this.#plan;
    const deadline = systemClock.monotonic() + LONGEST_REAL_MS;
    let restSince: number | null = null;
    let restSinceReal = 0;
    let wayOut: boolean | null = null;
    for (; ; await lives.pause(POLL_REAL_MS)) {
      await lives.restartIfDead();
      const trade = await this.#trade();
      if (isInFlight(trade.state) || trade.state === 'approved') {
        restSince = null;
        if (systemClock.monotonic() > deadline) return { evidence: await this.#evidence(), wayOut: false };
        if (trade.reason === AWAITS_RESUME) {
          this.#at.venues.simulator.faults.clear();
          lives.tell({ kind: 'resume' });
          await sleep(systemClock, PAUSE_REAL_MS / 4);
        }
        continue;
      }
      if (trade.state === 'naked') wayOut ??= await this.#offersWayOut(trade.updatedAt);
      if (restSince === null) {
        restSince = clock.now();
        restSinceReal = systemClock.monotonic();
      }
      const awaited = crash.reconcileMs !== undefined && lives.hasDeathsLeft ? RECONCILIATIONS * reconcileMs : 0;
      const rested = clock.now() - restSince;
      if (rested < Math.max(fault.lateMs, awaited) || !isSettled({ ...this.#at, accounts: this.#accounts })) {
        if (systemClock.monotonic() > deadline) return { evidence: await this.#evidence(), wayOut: false };
        continue;
      }
      if (lives.hasDeathsLeft && systemClock.monotonic() - restSinceReal < LAST_DEATH_REAL_MS) continue;
      const evidence = await this.#evidence();
      const isOver = rested > GRACE_MS && systemClock.monotonic() - restSinceReal > GRACE_REAL_MS;
      if (isOver || isClean(judgeRun(evidence))) return { evidence, wayOut: wayOut ?? false };
    }
  }

  async #trade(): Promise<{ state: TradeState; reason: string; updatedAt: number }> {
    const { state, reason, updatedAt } = trades;
    const rows = await this.#at.database.queries
      .select({ state, reason, updatedAt })
      .from(trades)
      .where(eq(trades.id, this.#tradeId));
    if (!rows[0]) throw new Error(`${this.#tradeId} is gone from the journal`);
    return rows[0];
  }

  get #tradeId(): string {
    return `chaos-${this.#plan.seed}`;
  }

  #evidence(): Promise<Evidence> {
    const { database, venues } = this.#at;
    return gatherEvidence({
      database,
      venues,
      accounts: this.#accounts,
      markets: this.#markets,
      tradeId: this.#tradeId,
      executions: this.#executions,
    });
  }

  /** Whether the books that a trade was left naked on would have let it out, and the executor had known for a while. */
  async #offersWayOut(leftAt: number): Promise<boolean> {
    const { clock, database, venues } = this.#at;
    if (this.#markets.some((market) => !venues.live(market).trading)) return false;
    const knownAt = this.#lives?.heardAt(this.#feed.changedIn) ?? Infinity;
    if (knownAt > leftAt - KNOWN_MS) return false;
    const updates = this.#feed.books();
    const legs = await legsOf(database.queries, this.#tradeId);
    const uneven = legs.map((leg) => ({
      ...leg,
      paid: addUsd(leg.cost, leg.fee),
      listing: this.#markets.find(({ id }) => id === leg.market),
      update: updates.find(({ market }) => market === leg.market),
    }));
    const plan = planExit(uneven, ONE_DOLLAR_PRICE, clock.now(), {
      ways: 'cheaper',
      lossBound: this.#at.exitLossBound,
    });
    return plan.kind === 'finish' || plan.kind === 'unwind';
  }

  #books(): readonly [SceneBook, SceneBook] {
    const bookOf = (index: 0 | 1): SceneBook => {
      const { price, side, spread, levels } = this.#plan.legs[index];
      return { book: this.#at.venues.live(this.#markets[index]).book, side, price, spread, levels };
    };
    return [bookOf(0), bookOf(1)];
  }

  #took(execution: Execution): void {
    this.#executions.push(execution);
    if (this.#executions.length > 1) return;
    const { clock, venues } = this.#at;
    const { fault } = this.#plan;
    const [first, second] = this.#books();
    const [filled, other] = execution.live.book === first.book ? [first, second] : [second, first];
    const next = this.#scene.firstFill(filled, other);
    // The matching that tells us of it is still under way in this book.
    queueMicrotask(() => {
      next?.();
      if (fault.when === 'first-fill') for (const one of fault.faults) venues.simulator.faults.inject(one);
    });
    clock.after(LATER_MS, () => this.#scene.later(filled));
  }

  /** Also waits for a market that a fault has paused: its return would empty the books of the next run. */
  async #clearBooks(): Promise<void> {
    for (const market of this.#markets) {
      const live = this.#at.venues.live(market);
      while (live.paused) await sleep(systemClock, POLL_REAL_MS);
      live.book.clear();
    }
  }
}
