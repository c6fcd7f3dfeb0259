import { mulDiv, type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import { json, type JsonRequest, type JsonResponse } from '../../http/json-server.js';
import type { Account } from './account.js';
import { Fields } from './fields.js';
import { refusals } from './refusal.js';
import type { TradingFloor } from './trading-floor.js';
import { shardIndexes } from './venue-state.js';

/** How often cash is moved towards its targets (reference §6.2). */
const REBALANCE_MS = 10_000;

const PATH = '/portfolio/target_balance_allocation';

interface Allocation {
  readonly shard: number;
  readonly percent: number;
}

/** Shares of the free cash that each shard is to have. What resting orders reserve stays where it is (`sum`). */
export class TargetAllocationRoutes {
  readonly #floor: TradingFloor;
  readonly #targets = new Map<Account, readonly Allocation[]>();

  constructor(floor: TradingFloor) {
    this.#floor = floor;
    floor.clock.every(REBALANCE_MS, () => {
      for (const [account, targets] of this.#targets) rebalance(account, targets, floor.clock.now());
    });
  }

  /** @returns null when the path is not this one. @throws Refusal */
  handle(account: Account, path: string, { method, body }: JsonRequest): JsonResponse | null {
    if (path !== PATH) return null;
    if (method === 'GET') {
      const targets = this.#targets.get(account) ?? [];
      const allocations = targets.map(({ shard, percent }) => ({ exchange_index: shard, percent }));
      return json({ allocations, resting_margin_reservation: 'sum' });
    }
    if (method !== 'POST') return null;
    this.#floor.state.requireExchange();
    const fields = Fields.parse(body);
    if (fields.has('resting_margin_reservation')) fields.oneOf('resting_margin_reservation', ['sum']);
    const targets = readTargets(fields);
    if (targets.length === 0) this.#targets.delete(account);
    else this.#targets.set(account, targets);
    return json({});
  }
}

function readTargets(fields: Fields): readonly Allocation[] {
  const targets = fields.list('allocations').map((item): Allocation => {
    const allocation = new Fields(item);
    const shard = allocation.optionalInteger('exchange_index') ?? -1;
    const percent = allocation.optionalInteger('percent') ?? -1;
    if (!shardIndexes.includes(shard) || percent < 0) throw refusals.invalidParameters('allocations are not valid');
    return { shard, percent };
  });
  const total = targets.reduce((sum, { percent }) => sum + percent, 0);
  const shards = new Set(targets.map(({ shard }) => shard));
  if (targets.length > 0 && (total !== 100 || shards.size < targets.length)) {
    throw refusals.invalidParameters('the percentages of different shards must add up to 100');
  }
  return targets;
}

function rebalance(account: Account, targets: readonly Allocation[], at: number): void {
  const free = new Map<number, Usd>();
  let total = 0;
  for (const shard of account.shards) {
    const { cash, reserved } = account.funds(shard);
    const amount = usd(Math.max(0, cash - reserved));
    free.set(shard, amount);
    total += amount;
  }
  const [first] = targets;
  if (!first || total === 0) return;
  let rest = total;
  for (const { shard, percent } of targets.slice(1)) {
    const target = mulDiv(total, percent, 100, 'down');
    rest -= target;
    move(account, shard, target - (free.get(shard) ?? 0), at);
    free.delete(shard);
  }
  // The first takes what rounding leaves over; shards without a target are emptied.
  move(account, first.shard, rest - (free.get(first.shard) ?? 0), at);
  free.delete(first.shard);
  for (const [shard, amount] of free) move(account, shard, -amount, at);
}

function move(account: Account, shard: number, by: number, at: number): void {
  if (by !== 0) account.move(shard, usd(by), at);
}
