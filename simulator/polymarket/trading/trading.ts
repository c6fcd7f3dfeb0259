import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { FaultBoard } from '../../faults/fault-board.js';
import { json, type JsonOutcome, type JsonRequest } from '../../http/json-server.js';
import type { PolymarketCatalogue } from '../catalogue.js';
import { Chain } from '../chain/chain.js';
import { adapterOf, exchangeOf, tokenContractOf } from '../chain/contracts.js';
import { Ledger, UNLIMITED } from '../chain/ledger.js';
import { transferLogs } from '../chain/logs.js';
import { AccountRoutes } from './account-routes.js';
import { type Account, Accounts, type NewAccount } from './accounts.js';
import { Admission } from './admission.js';
import { type ApiKey, ApiKeys } from './api-keys.js';
import { AuthRoutes } from './auth-routes.js';
import { Authentication } from './authentication.js';
import { CancelRoutes } from './cancel-routes.js';
import { ChainView } from './chain-view.js';
import { Desk } from './desk.js';
import { EngineMode } from './engine-mode.js';
import { Funds } from './funds.js';
import { Heartbeats } from './heartbeats.js';
import type { TradingOptions } from './options.js';
import { OrderRoutes } from './order-routes.js';
import { OrderStore } from './order-store.js';
import { RateLimits } from './rate-limits.js';
import { Settlement } from './settlement.js';
import { TradeFactory } from './trade-factory.js';
import { TradingEvents } from './trading-events.js';
import { type Truth, truthOf } from './truth.js';

interface TradingWiring {
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly catalogue: PolymarketCatalogue;
  readonly options: TradingOptions;
  readonly failureBody: (status: number) => unknown;
}

/** Every combination of contracts there is. */
const PROTOCOLS = [
  { version: 'v1', negRisk: false },
  { version: 'v1', negRisk: true },
  { version: 'v2', negRisk: false },
] as const;

/** The trading side of the venue, put together: accounts, orders, settlement, chain, and their REST routes. */
export class PolymarketTrading {
  readonly accounts = new Accounts();
  readonly events = new TradingEvents();
  readonly ledger: Ledger;
  readonly chain: Chain;
  readonly desk: Desk;
  readonly mode: EngineMode;
  readonly authentication: Authentication;
  readonly #orders = new OrderStore();
  readonly #funds: Funds;
  readonly #chainView: ChainView;
  readonly #heartbeats: Heartbeats;
  readonly #auth: AuthRoutes;
  readonly #placing: OrderRoutes;
  readonly #cancelling: CancelRoutes;
  readonly #reading: AccountRoutes;

  constructor({ clock, faults, catalogue, options, failureBody }: TradingWiring) {
    const { seed } = catalogue.exchange.world;
    const venueNow = () => clock.now() + faults.skewMs('polymarket');
    const orders = this.#orders;
    this.ledger = new Ledger(() => clock.now());
    this.#funds = new Funds(this.ledger);
    this.#chainView = new ChainView(this.ledger, this.#funds, () => clock.now());
    this.chain = new Chain({
      clock,
      seed,
      ledger: this.ledger,
      catalogue,
      blockMs: options.blockMs,
      onChange: (address) => this.desk.recheck(address),
    });
    const settlement = new Settlement({
      clock,
      ledger: this.ledger,
      funds: this.#funds,
      events: this.events,
      stepMs: options.settlementStepMs,
      record: ({ id, listing, movements }, succeeded) => {
        const exchange = exchangeOf(listing);
        const logs = succeeded ? transferLogs(movements, exchange, tokenContractOf(listing.version)) : [];
        return this.chain.record(id, exchange, succeeded, logs);
      },
    });
    const factory = new TradeFactory({ seed, orders, rounding: options.feeRounding });
    this.desk = new Desk({
      clock,
      catalogue,
      orders,
      funds: this.#funds,
      events: this.events,
      settlement,
      factory,
      options,
    });
    this.mode = new EngineMode(clock, options.postOnlyMs);
    const keys = new ApiKeys(seed);
    this.authentication = new Authentication(keys, venueNow, options.timestampToleranceMs);
    this.#heartbeats = new Heartbeats(clock, seed, orders, this.desk);
    this.#auth = new AuthRoutes(keys, this.accounts, this.authentication);
    const { accounts, authentication, desk, mode } = this;
    const admission = new Admission({ catalogue, accounts, orders, options, now: venueNow });
    const rates = new RateLimits(clock, options.rateLimits);
    this.#placing = new OrderRoutes({ clock, faults, authentication, admission, desk, mode, rates, failureBody });
    this.#cancelling = new CancelRoutes({ faults, orders, desk, mode, rates });
    this.#reading = new AccountRoutes({ clock, faults, accounts, orders, desk, chainView: this.#chainView });
  }

  /** Gives a wallet money, gas and, when told, every approval; the engine knows of all of it. */
  openAccount({ address, funder = address, signatureType, usd, approved }: NewAccount): Account {
    const account = { signer: address.toLowerCase(), funder: funder.toLowerCase(), signatureType };
    this.accounts.add(account);
    this.ledger.fund(account.funder, usd);
    this.chain.fuel(account.signer);
    this.chain.fuel(account.funder);
    for (const protocol of approved ? PROTOCOLS : []) {
      const contract = tokenContractOf(protocol.version);
      for (const spender of [exchangeOf(protocol), adapterOf(protocol)]) {
        this.ledger.approve(account.funder, spender, UNLIMITED);
        this.ledger.setOperator(contract, account.funder, spender, true);
      }
    }
    this.#chainView.refresh(account.funder, 'usd');
    this.#chainView.refresh(account.funder, 'tokens');
    return account;
  }

  truth(address: string): Truth {
    const { ledger, desk } = this;
    const receipts = this.chain.receipts.values();
    return truthOf(address, { ledger, funds: this.#funds, orders: this.#orders, desk, receipts });
  }

  /** Answers the private routes of the CLOB. @returns null for all others. */
  handle(request: JsonRequest): JsonOutcome | Promise<JsonOutcome> | null {
    const { method, path } = request;
    const route = routeOf(method, path);
    if (route === null) return null;
    if (route === 'auth') {
      const answer = this.#auth.byWallet(request);
      if (answer) return answer;
    }
    const key = this.authentication.l2(request);
    if (!key) return json({ error: 'Unauthorized/Invalid api key' }, 401);
    switch (route) {
      case 'auth':
        return this.#auth.byKey(request, key);
      case 'place':
        return this.#placing.place(request, key);
      case 'cancel':
        return this.#cancelling.handle(request, key);
      case 'read':
        return this.#reading.handle(request, key);
      case 'heartbeat':
        return this.#beat(request, key);
    }
  }

  close(): void {
    this.#heartbeats.close();
    this.desk.close();
  }

  #beat({ path, body }: JsonRequest, { apiKey }: ApiKey): JsonOutcome {
    if (path === '/heartbeats') {
      this.#heartbeats.touch(apiKey);
      return json({ status: 'ok' });
    }
    const id = /"heartbeat_id"\s*:\s*"([^"]*)"/.exec(body)?.[1] ?? '';
    const { accepted, next } = this.#heartbeats.beat(apiKey, id);
    if (accepted) return json({ heartbeat_id: next });
    return json({ error_msg: 'Invalid Heartbeat ID', error: 'Invalid Heartbeat ID', heartbeat_id: next }, 400);
  }
}

type Route = 'auth' | 'place' | 'cancel' | 'read' | 'heartbeat';

const ROUTES: Readonly<Record<string, Route>> = {
  'POST /order': 'place',
  'POST /orders': 'place',
  'DELETE /order': 'cancel',
  'DELETE /orders': 'cancel',
  'DELETE /cancel-all': 'cancel',
  'DELETE /cancel-market-orders': 'cancel',
  'GET /data/orders': 'read',
  'GET /data/trades': 'read',
  'GET /data/pre-migration-orders': 'read',
  'GET /balance-allowance': 'read',
  'GET /balance-allowance/update': 'read',
  'POST /v1/heartbeats': 'heartbeat',
  'POST /heartbeats': 'heartbeat',
};

function routeOf(method: string, path: string): Route | null {
  if (path.startsWith('/auth/')) return 'auth';
  if (method === 'GET' && path.startsWith('/data/order/')) return 'read';
  return ROUTES[`${method} ${path}`] ?? null;
}
