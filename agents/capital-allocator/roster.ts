import type { AllocationInputs } from '@pm-arbitrage/core/allocations/allocation-inputs.js';
import type { AllocationEntry, AllocationTable } from '@pm-arbitrage/core/domain/allocation.js';
import type { AllocationOrder } from '@pm-arbitrage/core/domain/allocation-order.js';

/** A strategy before its share is decided. */
export type Player = Omit<AllocationEntry, 'capital' | 'granted' | 'weight' | 'reason'>;

/** Who takes part. */
export interface Roster {
  readonly players: readonly Player[];
  readonly benched: AllocationTable['benched'];
  /** What is different from the table, a sentence each. */
  readonly changes: readonly string[];
  /** Whether anybody needs capital who had none. */
  readonly grew: boolean;
}

const UNSCORED = { kind: 'unscored', days: 0, trades: 0, from: 'own' } as const;

/** One that begins anew, at the minimum: nothing that it did before counts. */
const newcomer = (strategy: string, now: number): Player => ({
  strategy,
  state: 'newcomer',
  before: 'newcomer',
  since: now,
  rank: null,
  bottom: false,
  score: UNSCORED,
  paused: null,
});

/**
 * Who takes part from now on: those of the table that are still configured, those that are new, and what persons ordered.
 * Who leaves while paused is remembered, and comes back paused.
 */
export function rosterOf(
  table: AllocationTable,
  strategies: readonly string[],
  { orders, now }: Pick<AllocationInputs, 'orders' | 'now'>,
): Roster {
  const changes: string[] = [];
  const staying = table.entries.filter(({ strategy }) => strategies.includes(strategy));
  const leaving = table.entries.filter(({ strategy }) => !strategies.includes(strategy));
  for (const { strategy } of leaving) changes.push(`${strategy} is no longer configured`);
  const left = leaving.flatMap(({ strategy, paused }) => (paused === null ? [] : [{ strategy, paused }]));
  const coming = strategies.filter((strategy) => !table.entries.some((entry) => entry.strategy === strategy));
  const back = coming.map((strategy): Player => {
    const bench = table.benched.find((one) => one.strategy === strategy);
    changes.push(bench ? `${strategy} is back, and still paused` : `${strategy} enters at the minimum`);
    const fresh = newcomer(strategy, now);
    return bench ? { ...fresh, state: 'paused', before: 'paused', paused: bench.paused } : fresh;
  });
  let players: readonly Player[] = [...staying, ...back];
  for (const { order, at } of orders) {
    if (order.kind === 'rebalance') continue;
    changes.push(`${order.kind} ${order.strategy} by ${order.by}: ${order.reason}`);
    players = players.map((player) => (player.strategy === order.strategy ? obey(player, order, at, now) : player));
  }
  const benched = [...table.benched, ...left].filter(({ strategy }) => !strategies.includes(strategy));
  const hadNone = (strategy: string) =>
    !table.entries.some((entry) => entry.strategy === strategy && entry.state !== 'paused');
  const grew = players.some(({ strategy, state }) => state !== 'paused' && hadNone(strategy));
  return { players, benched, changes, grew };
}

function obey(player: Player, order: AllocationOrder, at: number, now: number): Player {
  if (order.kind === 'pause') {
    const paused = { by: order.by, reason: order.reason, at };
    return { ...player, state: 'paused', before: 'paused', rank: null, bottom: false, paused };
  }
  return order.kind === 'resume' && player.state === 'paused' ? newcomer(player.strategy, now) : player;
}
