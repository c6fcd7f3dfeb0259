import { type Price, notional, quantity, type Usd, usd } from '@pm-arbitrage/core/money/money.js';
import type { FaultBoard } from '../../faults/fault-board.js';
import { json, type JsonRequest, type JsonResponse } from '../../http/json-server.js';
import { page, readCursor } from '../../http/paging.js';
import { cents, rfc3339, seconds } from '../fixed-point.js';
import { readLimit } from '../limit.js';
import type { Account } from './account.js';
import { Fields } from './fields.js';
import { addAll, balanceText, transferJson } from './portfolio-json.js';
import type { ReadTime } from './read-time.js';
import { refusals } from './refusal.js';
import type { TradingFloor } from './trading-floor.js';
import { shardIndexes } from './venue-state.js';
import { Versioned } from './versioned.js';

/** How long a transfer between shards stays pending. */
const TRANSFER_MS = 300;
/** A centi-cent is 1/10,000 dollar. */
const MICRO_PER_CENTI_CENT = 100;

const TRANSFERS = '/portfolio/intra_exchange_instance_transfers';

/** Cash: balances by shard, and moving them (reference §6.2 and §9). */
export class FundsRoutes {
  readonly #floor: TradingFloor;
  readonly #faults: FaultBoard;
  readonly #time: ReadTime;

  constructor(floor: TradingFloor, time: ReadTime) {
    this.#floor = floor;
    this.#faults = floor.faults;
    this.#time = time;
  }

  /** @returns null when the path is not one of these. @throws Refusal */
  handle(account: Account, path: string, { method, query, body }: JsonRequest): JsonResponse | null {
    if (method === 'GET' && path === '/exchange/user_data_timestamp') {
      return json({ as_of_time: rfc3339(this.#time.asOf()) });
    }
    if (method === 'GET' && path === '/portfolio/balance') return this.#balance(account, query);
    if (method === 'GET' && path === TRANSFERS) return this.#transfers(account, query);
    if (method === 'GET' && path.startsWith(`${TRANSFERS}/`)) {
      const id = path.slice(TRANSFERS.length + 1);
      const transfer = account.transfers.find((one) => one.id === id);
      if (!transfer) throw refusals.notFound();
      return json({ transfer: transferJson(transfer) });
    }
    if (method === 'POST' && path === '/portfolio/intra_exchange_instance_transfer') {
      return this.#transfer(account, Fields.parse(body));
    }
    return null;
  }

  #balance(account: Account, query: URLSearchParams): JsonResponse {
    const at = this.#time.asOf();
    const asked = query.get('exchange_index');
    const one = asked !== null && Number(asked) >= 0 ? Number(asked) : null;
    if (Number(query.get('subaccount') ?? 0) !== 0) throw refusals.userNotFound();
    if (one !== null) account.funds(one);
    const lie = this.#faults.balanceLie('kalshi');
    const free = new Map<number, Usd>();
    for (const shard of one === null ? account.shards : [one]) {
      const funds = account.fundsAsOf(shard, at);
      if (funds) free.set(shard, usd(funds.cash - funds.reserved));
    }
    const balance = usd(addAll(free.values()) + lie);
    const held = [...account.positions.values()].filter(
      ({ listing }) => one === null || listing.series.exchangeIndex === one,
    );
    const value = held.map(({ listing, state }) => {
      const position = state.asOf(at);
      const mark = this.#floor.catalogue.live(listing)?.lastTrade?.price;
      if (!position || mark === undefined) return position?.cost ?? 0;
      const price = (position.size >= 0 ? mark : 10_000 - mark) as Price;
      return notional(quantity(Math.abs(position.size)), price, 'down');
    });
    return json({
      balance: cents(balance),
      balance_dollars: balanceText(balance),
      portfolio_value: cents(addAll(value)),
      updated_ts: seconds(at),
      balance_breakdown: [...free].map(([exchange_index, amount]) => ({
        exchange_index,
        balance: balanceText(usd(amount + lie)),
      })),
    });
  }

  #transfers(account: Account, query: URLSearchParams): JsonResponse {
    const limit = readLimit(query, 100, 1_000);
    if (typeof limit !== 'number') return limit;
    const from = readCursor(query.get('cursor'), this.#floor.clock.now());
    const found = page([...account.transfers].reverse(), from, limit);
    return json({ transfers: found.items.map(transferJson), cursor: found.cursor });
  }

  /** The money leaves at once and arrives a moment later. */
  #transfer(account: Account, fields: Fields): JsonResponse {
    const { clock, newId, state } = this.#floor;
    state.requireExchange();
    for (const end of ['source', 'destination'] as const) {
      fields.oneOf(end, ['event_contract']);
      if ((fields.optionalInteger(`${end}_subaccount`) ?? 0) !== 0) throw refusals.userNotFound();
    }
    const from = fields.optionalInteger('source_exchange_shard') ?? 0;
    const to = fields.optionalInteger('destination_exchange_shard') ?? 0;
    const amount = usd((fields.optionalInteger('amount') ?? 0) * MICRO_PER_CENTI_CENT);
    if (from === to || !shardIndexes.includes(from) || !shardIndexes.includes(to) || amount <= 0) {
      throw refusals.invalidParameters('a positive amount has to go from one shard to another');
    }
    const { cash, reserved } = account.funds(from);
    if (cash - reserved < amount) throw refusals.insufficientBalance();
    const now = clock.now();
    const status = new Versioned<'pending' | 'complete'>(now, 'pending');
    const transfer = { id: newId(), from, to, amount, createdAt: now, status };
    account.transfers.push(transfer);
    account.move(from, usd(-amount), now);
    clock.after(TRANSFER_MS, () => {
      account.move(to, amount, clock.now());
      status.set(clock.now(), 'complete');
    });
    return json({ transfer_id: transfer.id });
  }
}
