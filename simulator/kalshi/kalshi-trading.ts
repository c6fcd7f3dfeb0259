import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import type { LiveMarket } from '../engine/live-market.js';
import type { MarketEvent, Party } from '../engine/market-event.js';
import type { FaultBoard } from '../faults/fault-board.js';
import { uuidOf } from '../world/identifiers.js';
import { KALSHI_SERIES } from '../world/kalshi-listing.js';
import type { KalshiCatalogue } from './catalogue.js';
import type { AccountOptions, KalshiControl } from './kalshi-control.js';
import type { KeyRing, RegisteredKey } from './signature.js';
import { Account } from './trading/account.js';
import { Ledger } from './trading/ledger.js';
import { StoppableClock } from './trading/stoppable-clock.js';
import type { TradingFloor } from './trading/trading-floor.js';
import { truthOf } from './trading/truth.js';
import type { UserEvent } from './trading/user-event.js';
import { type KalshiSwitches, VenueState } from './trading/venue-state.js';

/** What the demo account starts with on each shard that has markets. */
const DEMO_CASH = usd(1_000_000_000);

interface KalshiTradingOptions {
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly catalogue: KalshiCatalogue;
  readonly keys: KeyRing;
  readonly demoKeys: readonly RegisteredKey[];
  readonly accounts: readonly AccountOptions[];
}

/** The accounts, and what the engine's events do to them. */
export class KalshiTrading implements KalshiControl {
  readonly demoAccountId: string;
  readonly floor: TradingFloor;
  readonly accounts = new Map<string, Account>();
  readonly #keys: KeyRing;
  readonly #listeners = new Set<(event: UserEvent) => void>();
  readonly #clock: StoppableClock;
  readonly #stops: (() => void)[] = [];
  #ids = 0;

  constructor({ clock: systemClock, faults, catalogue, keys, demoKeys, accounts }: KalshiTradingOptions) {
    const clock = new StoppableClock(systemClock);
    const { exchange } = catalogue;
    const { seed } = exchange.world;
    const state = new VenueState();
    const newId = () => uuidOf(seed, 'kalshi-id', clock.now(), this.#ids++);
    const ledger = new Ledger(exchange, this.accounts, (event) => {
      for (const listener of this.#listeners) listener(event);
    });
    const switches: KalshiSwitches = {
      postOnlyCross: 'refuse',
      cancelAllHitsNextMinute: false,
      listsKilledOrders: true,
      readLagMs: 0,
    };
    this.#keys = keys;
    this.#clock = clock;
    this.floor = { clock, faults, catalogue, ledger, state, switches, newId };
    this.demoAccountId = uuidOf(seed, 'kalshi-demo-account');
    const shards = new Set(KALSHI_SERIES.map((series) => series.exchangeIndex));
    const cash = Object.fromEntries([...shards].map((shard) => [shard, DEMO_CASH]));
    this.openAccount({ id: this.demoAccountId, cash, keys: demoKeys });
    for (const account of accounts) this.openAccount(account);
    this.#stops.push(
      exchange.listen((event) => this.#follow(event)),
      exchange.haltWhere(
        ({ listing }) => listing.venue === 'kalshi' && !state.isTrading(listing.kalshi.series.exchangeIndex),
      ),
    );
  }

  get switches(): KalshiSwitches {
    return this.floor.switches;
  }

  close(): void {
    this.#clock.stop();
    for (const stop of this.#stops) stop();
  }

  /** Calls back on everything that the private channels say. */
  listen(listener: (event: UserEvent) => void): void {
    this.#listeners.add(listener);
  }

  /** The client order id of an account's order in a book. */
  clientOrderId({ owner, id }: Party): string | undefined {
    return this.accounts.get(owner)?.orders.get(id)?.state.clientOrderId;
  }

  openAccount({ id = this.floor.newId(), cash, keys = [], tier = 'basic' }: AccountOptions): string {
    if (this.accounts.has(id)) throw new RangeError(`account ${id} is open already`);
    this.accounts.set(id, new Account(id, uuidOf(this.floor.catalogue.exchange.world.seed, 'user', id), tier, cash));
    for (const key of keys) this.#keys.register(id, key);
    return id;
  }

  registerKey(accountId: string, key: RegisteredKey): void {
    this.#keys.register(accountId, key);
  }

  revokeKey(id: string): void {
    this.#keys.revoke(id);
  }

  truth(accountId: string): ReturnType<typeof truthOf> {
    const account = this.accounts.get(accountId);
    if (!account) throw new RangeError(`there is no account ${accountId}`);
    return truthOf(account);
  }

  pauseMarket(ticker: string): void {
    const market = this.#market(ticker);
    if (market) this.floor.catalogue.exchange.pause(market);
  }

  resumeMarket(ticker: string): void {
    const market = this.#market(ticker);
    if (market) this.floor.catalogue.exchange.resume(market);
  }

  pauseTrading(shard?: number): void {
    this.floor.state.setTrading(false, shard);
    this.#cancelOnPause((order) => shard === undefined || order.shard === shard);
  }

  resumeTrading(shard?: number): void {
    this.floor.state.setTrading(true, shard);
  }

  pauseExchange(): void {
    this.floor.state.exchangeActive = false;
    this.#cancelOnPause(() => true);
  }

  resumeExchange(): void {
    this.floor.state.exchangeActive = true;
  }

  #cancelOnPause(which: (order: { readonly shard: number; readonly ticker: string }) => boolean): void {
    const { ledger, clock } = this.floor;
    ledger.cancelWhere((order) => order.terms.cancelOnPause && which(order), 'HaltCancel', clock.now());
  }

  #market(ticker: string): LiveMarket | undefined {
    const listing = this.floor.catalogue.market(ticker);
    return listing ? this.floor.catalogue.live(listing) : undefined;
  }

  #follow(event: MarketEvent): void {
    const { listing } = event.market;
    if (listing.venue !== 'kalshi') return;
    const { ticker } = listing.kalshi;
    const { ledger } = this.floor;
    switch (event.type) {
      case 'trade':
        return ledger.onTrade(event.market, event.trade);
      case 'closed':
        return ledger.cancelWhere((order) => order.ticker === ticker, 'CloseCancel', event.at);
      case 'paused':
        return this.#cancelOnPause((order) => order.ticker === ticker);
      case 'resumed':
        return ledger.cancelWhere((order) => order.ticker === ticker, 'HaltCancel', event.at);
      case 'settled':
        return ledger.settle(event.market, event.at);
      case 'listed':
      case 'opened':
      case 'determined':
      case 'level':
      case 'tick':
        return;
    }
  }
}
