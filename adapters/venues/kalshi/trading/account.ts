import { type MarketId, marketId, nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import {
  addUsd,
  complement,
  notional,
  ONE_DOLLAR_PRICE,
  price,
  quantity,
  type Usd,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import type {
  TradingStatus,
  VenueBalance,
  VenuePosition,
  VenueSettlement,
} from '@pm-arbitrage/core/ports/trading-venue.js';
import { VenueRequestError } from '../../../transport/json-client.js';
import type { KalshiRest } from './kalshi-rest.js';
import type { OrderDesk } from './order-desk.js';
import { readPages } from './read-pages.js';
import {
  balanceSchema,
  positionsSchema,
  readWire,
  settlementsSchema,
  statusSchema,
  type WireSettlement,
  type WireStatus,
} from './wire.js';

const CENT = 100;

/** Cash, positions, payouts of the account, and what the exchange lets it do. */
export class KalshiAccount {
  readonly #rest: KalshiRest;
  readonly #desk: OrderDesk;
  readonly #log: Logger;
  #status: WireStatus | null = null;
  /** Pauses of shards that were told. */
  #pauses = '';
  readonly #cash = new Map<number, Usd>();
  readonly #unreadable = new Set<string>();

  constructor(parts: { readonly rest: KalshiRest; readonly desk: OrderDesk; readonly log: Logger }) {
    this.#rest = parts.rest;
    this.#desk = parts.desk;
    this.#log = parts.log;
  }

  /** Cash of a shard as of its last reading; undefined when it was never read. */
  cashOf(shard: number): Usd | undefined {
    return this.#cash.get(shard);
  }

  /** Why a shard takes no new orders, as of the last reading; null when it does or is not listed. */
  pauseOf(shard: number): string | null {
    return this.#status === null ? null : pauseIn(this.#status, shard);
  }

  /** Shards that the exchange lists; the first is always there. */
  get shards(): readonly number[] {
    return (this.#status?.exchange_index_statuses ?? [{ exchange_index: 0 }]).map((one) => one.exchange_index);
  }

  /** Free cash of one shard, in full precision; an account that was never used there has none. */
  async cash(shard: number | null): Promise<Usd> {
    const path = '/portfolio/balance';
    const query = new URLSearchParams(shard === null ? {} : { exchange_index: String(shard) });
    const answer = await this.#rest.get({ path, query, accepts: [404] });
    if (answer.status === 404 && answer.code !== 'user_not_found')
      this.#log.warn({ shard, code: answer.code }, 'Kalshi does not know this balance, it counts as nothing');
    const cash = answer.status === 404 ? ZERO_USD : readWire(balanceSchema, answer.body, `GET ${path}`).balance_dollars;
    if (shard !== null) this.#cash.set(shard, cash);
    return cash;
  }

  /**
   * Cash of one shard, or of all. `reserved` is what resting orders can cost at worst, without fees: Kalshi takes it
   * out of the balance and does not say how much it is (kalshi.md §11).
   */
  async balance(shard: number | null): Promise<VenueBalance> {
    const filter: Record<string, string> = shard === null ? {} : { exchange_index: String(shard) };
    const [available, resting] = await Promise.all([this.cash(shard), this.#desk.resting(filter)]);
    let reserved = ZERO_USD;
    for (const { book_side, remaining_count_fp, yes_price_dollars } of resting) {
      const worst = book_side === 'bid' ? yes_price_dollars : complement(yes_price_dollars);
      reserved = addUsd(reserved, notional(remaining_count_fp, worst, 'up'));
    }
    return { available, reserved };
  }

  async positions(): Promise<readonly VenuePosition[]> {
    const found: VenuePosition[] = [];
    const query = { count_filter: 'position' };
    for await (const page of readPages(this.#rest, '/portfolio/positions', query, positionsSchema)) {
      for (const { ticker, position_fp } of page.market_positions ?? []) {
        if (position_fp === 0) continue;
        found.push({
          market: marketId('kalshi', ticker),
          side: position_fp > 0 ? 'yes' : 'no',
          quantity: quantity(Math.abs(position_fp)),
        });
      }
    }
    return found;
  }

  /** What the exchange lets anybody do now. Its 5xx answers carry it too (kalshi.md §6). */
  async status(): Promise<TradingStatus> {
    const path = '/exchange/status';
    const answer = await this.#rest.get({ path, accepts: [500, 503, 504] });
    if (answer.status >= 500 && !statusSchema.safeParse(answer.body).success)
      throw new VenueRequestError('kalshi', path, answer.status, answer.code, answer.message);
    const status = readWire(statusSchema, answer.body, `GET ${path}`);
    this.#status = status;
    const shards = status.exchange_index_statuses ?? [];
    const reasons = shards.map(({ exchange_index }) => pauseIn(status, exchange_index)).filter((one) => one !== null);
    const active = status.exchange_active || shards.some((shard) => shard.exchange_active);
    const trading = status.trading_active || shards.some((shard) => shard.exchange_active && shard.trading_active);
    const resumes = status.exchange_estimated_resume_time;
    const until = resumes ? `, expected to resume at ${resumes}` : '';
    const clockSkewMs = this.#rest.time.skewMs;
    if (!active) return { orders: 'closed', reason: `the exchange is paused${until}`, clockSkewMs };
    if (!trading) return { orders: 'cancel-only', reason: `trading is paused${until}`, clockSkewMs };
    if (reasons.length > 0 && reasons.join() !== this.#pauses)
      this.#log.warn({ reasons }, 'parts of Kalshi are paused, their markets are left');
    this.#pauses = reasons.join();
    return { orders: 'open', reason: '', clockSkewMs };
  }

  /** What was paid for these markets; a result that cannot be read is told and left out. */
  async settlements(markets: readonly MarketId[]): Promise<readonly VenueSettlement[]> {
    const paid: VenueSettlement[] = [];
    for (const market of markets) {
      const ticker = nativeIdOf(market);
      let newest: WireSettlement | null = null;
      for await (const page of readPages(this.#rest, '/portfolio/settlements', { ticker }, settlementsSchema))
        for (const row of page.settlements)
          if (row.ticker === ticker && row.settled_time > (newest?.settled_time ?? -1)) newest = row;
      if (newest === null) continue;
      const yesPayout = payoutOf(newest);
      if (yesPayout !== null) paid.push({ market, yesPayout, at: newest.settled_time });
      else if (!this.#unreadable.has(ticker)) {
        this.#unreadable.add(ticker);
        this.#log.error(
          { market, result: newest.market_result, value: newest.value },
          'Kalshi settled a market with a result this program does not know; book it by hand',
        );
      }
    }
    return paid;
  }
}

function pauseIn(status: WireStatus, shard: number): string | null {
  const one = status.exchange_index_statuses?.find(({ exchange_index }) => exchange_index === shard);
  const { exchange_active, trading_active } = one ?? status;
  if (exchange_active && trading_active) return null;
  const name = one?.description ? `shard ${shard} (${one.description})` : `shard ${shard}`;
  return `${exchange_active ? 'trading' : 'everything'} is paused on ${name}`;
}

/** Cents a YES contract was paid, for scalar results; yes and no speak for themselves. */
function payoutOf({ market_result, value }: WireSettlement): VenueSettlement['yesPayout'] | null {
  if (market_result === 'yes') return ONE_DOLLAR_PRICE;
  if (market_result === 'no') return price(0);
  return market_result === 'scalar' && typeof value === 'number' ? price(value * CENT) : null;
}
