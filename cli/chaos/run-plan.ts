import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { otherSide, type ContractSide, type Platform } from '@pm-arbitrage/core/domain/platform.js';
import { price, type Price, quantity, type Quantity } from '@pm-arbitrage/core/money/money.js';
import { crashScripts, type CrashScript } from './crash-catalogue.js';
import { Draw } from './draw.js';
import { type ChaosFault, drawFault, faultNames } from './fault-catalogue.js';
import { type SceneKind, sceneKinds } from './scene.js';

/** A leg as it is offered: the contracts of one side at one venue, at this price and a little above. */
export interface PlannedLeg {
  readonly platform: Platform;
  readonly side: ContractSide;
  readonly price: Price;
  /** How far below its price somebody buys it back. */
  readonly spread: number;
  /** Levels the offer is spread over. */
  readonly levels: number;
}

/** An instant at which an executor dies, or falls asleep: right there, or after the step has hung for a moment. */
export interface Death {
  readonly point: string;
  /** Real ms. */
  readonly holdMs: number;
  /** `SIGSTOP`: asleep until somebody wakes it. */
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

/** Everything that a seed decides about a run. */
export interface RunPlan {
  readonly seed: number;
  readonly fault: ChaosFault;
  readonly crash: CrashScript;
  readonly deaths: readonly Death[];
  readonly scene: SceneKind;
  /** Which markets of those that are open, as shares of their lists. */
  readonly pick: Readonly<Record<Platform, number>>;
  readonly legs: readonly [PlannedLeg, PlannedLeg];
  readonly sets: Quantity;
  readonly reconcileMs: number;
}

/** What the person fixed instead of the seed. */
export interface PlanFilter {
  readonly fault?: string;
  readonly crash?: string;
}

const RECONCILE_MS = 8_000;
const CENT = 100;

/** How many seeds it takes until every fault has met every crash. */
export const fullSweep = faultNames.length * crashScripts.length;

/** The run of a seed. Seeds in a row meet every combination once in each full sweep. */
export function planRun(seed: number, filter: PlanFilter = {}): RunPlan {
  const round = Math.floor(seed / faultNames.length);
  const faultName = filter.fault ?? (faultNames[seed % faultNames.length] as string);
  const scripts = filter.crash === undefined ? crashScripts : crashScripts.filter(({ name }) => name === filter.crash);
  const crash = scripts[(round + seed) % scripts.length] as CrashScript;
  const draw = new Draw(seed);
  const fault = drawFault(faultName, draw);
  const scene = draw.oneOf(crash.scenes ?? sceneKinds);
  // Together 78 to 88 cents: whatever the fees, the trade is worth doing.
  const first = draw.whole(25, 60);
  const prices = [first, draw.whole(78, 88) - first] as const;
  const platforms: readonly [Platform, Platform] = draw.chance(0.5)
    ? ['kalshi', 'polymarket']
    : ['polymarket', 'kalshi'];
  const side: ContractSide = draw.chance(0.5) ? 'yes' : 'no';
  const leg = (index: 0 | 1): PlannedLeg => ({
    platform: platforms[index],
    side: index === 0 ? side : otherSide(side),
    price: price(prices[index] * CENT),
    spread: draw.whole(1, 4) * CENT,
    levels: draw.whole(1, 3),
  });
  return {
    seed,
    fault,
    crash,
    deaths: crash.lives.map((point) => ({
      point,
      holdMs: draw.chance(0.5) ? 0 : draw.whole(1, 30),
      signal: 'SIGKILL',
    })),
    scene,
    pick: { kalshi: draw.share(), polymarket: draw.share() },
    legs: [leg(0), leg(1)],
    sets: quantity(draw.whole(600, 4_000) * 10_000),
    reconcileMs: crash.reconcileMs ?? RECONCILE_MS,
  };
}

/** The trade of a plan on the markets that its picks came to, in the order of its legs. */
export const plannedTrade = (plan: RunPlan, markets: readonly Market[]) => ({
  tradeId: `chaos-${plan.seed}`,
  sets: plan.sets,
  legs: plan.legs.map(({ side, price }, index) => ({ market: markets[index] as Market, side, price })),
});
