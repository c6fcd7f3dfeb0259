import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { getAddress } from 'ethers';
import type { FaultBoard } from '../../faults/fault-board.js';
import { json, type JsonRequest, type JsonResponse } from '../../http/json-server.js';
import { CONTRACTS } from '../chain/contracts.js';
import { orderJson, tradeJson } from './account-json.js';
import type { Accounts, SignatureType } from './accounts.js';
import type { ApiKey } from './api-keys.js';
import type { ChainView } from './chain-view.js';
import type { Desk } from './desk.js';
import type { OrderStore } from './order-store.js';
import type { TradeRecord } from './trade-record.js';

const PAGE = 100;
const START = 'MA==';
const END = 'LTE=';

interface AccountRoutesOptions {
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly accounts: Accounts;
  readonly orders: OrderStore;
  readonly desk: Desk;
  readonly chainView: ChainView;
}

/** Reads of orders, trades and balances (reference §6.4, §6.5); they show the past while a lag is injected. */
export class AccountRoutes {
  readonly #options: AccountRoutesOptions;

  constructor(options: AccountRoutesOptions) {
    this.#options = options;
  }

  handle({ path, query }: JsonRequest, key: ApiKey): JsonResponse {
    switch (path) {
      case '/data/orders':
        return pageOf(this.#orders(query, key), query);
      case '/data/trades':
        return pageOf(this.#trades(query, key), query);
      case '/data/pre-migration-orders':
        return pageOf([], query);
      case '/balance-allowance':
      case '/balance-allowance/update':
        return this.#balance(path.endsWith('/update'), query, key);
      default:
        return this.#order(path.slice('/data/order/'.length), key);
    }
  }

  /** Unix ms that reads show. */
  #asOf(): number {
    return this.#options.clock.now() - this.#options.faults.readLagMs('polymarket');
  }

  #orders(query: URLSearchParams, key: ApiKey) {
    const asOf = this.#asOf();
    const [id, market, asset] = [query.get('id'), query.get('market'), query.get('asset_id')];
    return [...this.#options.orders.all()]
      .filter((order) => order.account.signer === key.signer && order.history.existedAt(asOf))
      .filter((order) => (id ? order.id === id : order.history.at(asOf).status === 'LIVE'))
      .filter((order) => (!market || order.listing.conditionId === market) && (!asset || order.token === asset))
      .map((order) => orderJson(order, order.history.at(asOf)));
  }

  #order(id: string, key: ApiKey): JsonResponse {
    const asOf = this.#asOf();
    const order = this.#options.orders.find(id);
    if (order?.account.signer !== key.signer || !order.history.existedAt(asOf)) {
      return json({ error: 'order not found' }, 404);
    }
    return json(orderJson(order, order.history.at(asOf)));
  }

  /** Latest first. */
  #trades(query: URLSearchParams, key: ApiKey) {
    const asOf = this.#asOf();
    const wanted = tradeFilter(query);
    return this.#options.desk.trades
      .filter((trade) => trade.history.existedAt(asOf) && wanted(trade))
      .flatMap((trade) => {
        const role = roleOf(trade, key.signer);
        return role === null ? [] : [tradeJson(trade, trade.history.at(asOf), asOf, role)];
      })
      .reverse();
  }

  #balance(update: boolean, query: URLSearchParams, key: ApiKey): JsonResponse {
    const { accounts, chainView, faults, desk } = this.#options;
    const type = query.get('asset_type');
    const signatureType = Number(query.get('signature_type') ?? '0');
    if (![0, 1, 2, 3].includes(signatureType)) return json({ error: 'Invalid signature_type' }, 400);
    const tokenId = query.get('token_id') ?? '';
    const isToken = type === 'CONDITIONAL' || type === 'CONDITIONAL-V2';
    if ((type !== 'COLLATERAL' && !isToken) || (isToken && tokenId === '')) {
      return json({ error: 'Invalid asset type' }, 400);
    }
    const funder = accounts.find(key.signer, signatureType as SignatureType)?.funder ?? key.signer;
    const asset = isToken ? tokenId : 'usd';
    if (update) {
      chainView.refresh(funder, asset);
      desk.recheck(funder);
    }
    const balance = chainView.shown(funder, asset, this.#asOf());
    const lie = asset === 'usd' ? faults.balanceLie('polymarket') : 0;
    const spenders =
      type === 'CONDITIONAL-V2'
        ? [CONTRACTS.exchangeV3]
        : [CONTRACTS.exchange, CONTRACTS.negRiskExchange, ...(isToken ? [] : [CONTRACTS.exchangeV3])];
    const allowances = spenders.map((spender) => [
      getAddress(spender),
      String(chainView.allowance(funder, spender, isToken)),
    ]);
    return json({ balance: String(Math.max(0, balance + lie)), allowances: Object.fromEntries(allowances) });
  }
}

/** How a signer took part in a trade; null when it did not. */
export function roleOf(trade: TradeRecord, signer: string): 'TAKER' | 'MAKER' | null {
  if (trade.taker.order?.account.signer === signer) return 'TAKER';
  return trade.makers.some(({ order }) => order?.account.signer === signer) ? 'MAKER' : null;
}

function tradeFilter(query: URLSearchParams): (trade: TradeRecord) => boolean {
  const [id, market, asset] = [query.get('id'), query.get('market'), query.get('asset_id')];
  const address = query.get('maker_address')?.toLowerCase();
  const [before, after] = [query.get('before'), query.get('after')].map((text) => (text ? Number(text) * 1_000 : null));
  return (trade) =>
    (!id || trade.id === id) &&
    (!market || trade.listing.conditionId === market) &&
    (!asset || [trade.taker, ...trade.makers].some(({ outcome }) => trade.listing.tokens[outcome] === asset)) &&
    (!address || [trade.taker, ...trade.makers].some((party) => party.address === address)) &&
    (before === null || before === undefined || trade.matchedAt < before) &&
    (after === null || after === undefined || trade.matchedAt > after);
}

function pageOf(items: readonly object[], query: URLSearchParams): JsonResponse {
  const from = Number(Buffer.from(query.get('next_cursor') ?? START, 'base64').toString());
  if (!Number.isSafeInteger(from)) return json({ error: 'Invalid next_cursor' }, 400);
  const data = from < 0 ? [] : items.slice(from, from + PAGE);
  const next = from < 0 || from + PAGE >= items.length ? END : Buffer.from(String(from + PAGE)).toString('base64');
  return json({ limit: PAGE, count: data.length, next_cursor: next, data });
}
