import { type Quantity, quantity } from '@pm-arbitrage/core/money/money.js';
import { json, type JsonRequest, type JsonResponse } from '../../http/json-server.js';
import { contracts } from '../fixed-point.js';
import { type RateLimiter, tooManyRequests } from '../rate-limiter.js';
import { DEFAULT_COST } from '../token-bucket.js';
import type { Account } from './account.js';
import { Fields } from './fields.js';
import { requireMainAccount } from './order-input.js';
import { OrderGroup } from './order-group.js';
import { refusals } from './refusal.js';
import type { TradingFloor } from './trading-floor.js';
import { shardIndexes } from './venue-state.js';

const GROUPS = '/portfolio/order_groups';

/** Order groups (reference §8.9). */
export class OrderGroupRoutes {
  readonly #floor: TradingFloor;
  readonly #limiter: RateLimiter;

  constructor(floor: TradingFloor, limiter: RateLimiter) {
    this.#floor = floor;
    this.#limiter = limiter;
  }

  /** @returns null when the path is not one of these. @throws Refusal */
  handle(account: Account, path: string, request: JsonRequest): JsonResponse | null {
    if (!path.startsWith(GROUPS)) return null;
    const { method, query } = request;
    const [id = '', action = ''] = path.slice(GROUPS.length + 1).split('/');
    if (method === 'GET') return action === '' ? this.#read(account, id) : null;
    if (!this.#limiter.write(account, Math.max(0, Number(query.get('exchange_index') ?? 0)), DEFAULT_COST)) {
      return tooManyRequests();
    }
    if (method === 'POST' && id === 'create') return this.#create(account, Fields.parse(request.body));
    const group = groupOf(account, id);
    const { ledger, clock } = this.#floor;
    const now = clock.now();
    switch (`${method} ${action}`) {
      case 'PUT limit':
        group.limit = readLimit(Fields.parse(request.body));
        ledger.tellGroup(account, group, 'limit_updated', now);
        if (group.isReached(now)) ledger.trigger(account, group, now);
        return json({});
      case 'PUT reset':
        group.reset();
        ledger.tellGroup(account, group, 'reset', now);
        return json({});
      case 'PUT trigger':
        ledger.trigger(account, group, now);
        return json({});
      case 'DELETE ':
        ledger.cancelWhere((order) => order.terms.groupId === group.id, null, now, account);
        account.groups.delete(group.id);
        ledger.tellGroup(account, group, 'deleted', now);
        return json({});
      default:
        return null;
    }
  }

  #read(account: Account, id: string): JsonResponse {
    if (id === '') {
      const order_groups = [...account.groups.values()].map((group) => ({ id: group.id, ...groupJson(group) }));
      return json({ order_groups });
    }
    const group = groupOf(account, id);
    return json({ ...groupJson(group), orders: group.orders.map((order) => order.id) });
  }

  #create(account: Account, fields: Fields): JsonResponse {
    requireMainAccount(fields);
    const shard = Math.max(0, fields.optionalInteger('exchange_index') ?? 0);
    if (!shardIndexes.includes(shard)) throw refusals.invalidParameters('exchange_index is no shard');
    account.funds(shard);
    const group = new OrderGroup(this.#floor.newId(), shard, readLimit(fields));
    account.groups.set(group.id, group);
    this.#floor.ledger.tellGroup(account, group, 'created', this.#floor.clock.now());
    return json({ order_group_id: group.id, subaccount: 0, exchange_index: shard }, 201);
  }
}

const groupJson = ({ limit, shard }: OrderGroup) => ({
  contracts_limit_fp: contracts(limit),
  is_auto_cancel_enabled: true,
  exchange_index: shard,
});

function groupOf(account: Account, id: string): OrderGroup {
  const group = account.groups.get(id);
  if (!group) throw refusals.orderGroupNotFound();
  return group;
}

function readLimit(fields: Fields): Quantity {
  const limit = fields.has('contracts_limit_fp')
    ? fields.count('contracts_limit_fp')
    : quantity((fields.optionalInteger('contracts_limit') ?? 0) * 1_000_000);
  if (limit <= 0) throw refusals.invalidParameters('contracts_limit must be positive');
  return limit;
}
