import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { type ContractSide, type MarketId, nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { polymarketTakerFee } from '@pm-arbitrage/core/fees/polymarket-fee.js';
import {
  addUsd,
  notional,
  PRICE_SCALE,
  quantity,
  subQuantity,
  subUsd,
  usd,
  ZERO_USD,
} from '@pm-arbitrage/core/money/money.js';
import type { VenueBalance, VenuePosition, VenueSettlement } from '@pm-arbitrage/core/ports/trading-venue.js';
import type { JsonClient } from '../../../transport/json-client.js';
import type { Asset, ClobAccount } from './clob-account.js';
import type { KnownTrades } from './known-trades.js';
import type { MarketTerms } from './market-terms.js';
import { heldTokens, payoutOf } from './wallet-data.js';

export interface WalletBooksOptions {
  readonly account: ClobAccount;
  readonly data: JsonClient;
  readonly funder: string;
  readonly known: KnownTrades;
  readonly terms: MarketTerms;
  readonly marketOf: (market: MarketId) => Market | undefined;
  readonly clock: Clock;
}

/** The Data API follows the chain through an indexer and a cache; what changed within this is asked of the CLOB, ms. */
const FRESH_MS = 600_000;
/** The CLOB's idea of our cash is renewed this often even when nothing of ours happened, ms. */
const CASH_MS = 60_000;

/**
 * What the wallet holds. The CLOB reads the chain when told to, so its balances are the freshest, but it answers about
 * one token at a time; the Data API lists everything, late. So the list is the Data API's, and whatever we traded
 * lately is asked of the CLOB. To both is added what was matched and is not on the chain yet, as our books have it.
 */
export class WalletBooks {
  readonly #options: WalletBooksOptions;
  /** When contracts last changed through us, by side and market. */
  readonly #touched = new Map<
    string,
    { readonly market: MarketId; readonly side: ContractSide; readonly at: number }
  >();
  #cashReadAt = Number.NEGATIVE_INFINITY;

  constructor(options: WalletBooksOptions) {
    this.#options = options;
  }

  /** Contracts of ours moved on the chain: what the CLOB remembers of these balances is old. */
  moved(contracts: readonly Pick<VenuePosition, 'market' | 'side'>[]): void {
    this.#cashReadAt = Number.NEGATIVE_INFINITY;
    const at = this.#options.clock.now();
    for (const { market, side } of contracts) this.#touched.set(`${side} ${market}`, { market, side, at });
  }

  async balance(): Promise<VenueBalance> {
    const { account, clock, known } = this.#options;
    const refresh = clock.monotonic() - this.#cashReadAt > CASH_MS;
    const [{ balance }, open] = await Promise.all([
      account.balanceAllowance({ type: 'COLLATERAL' }, refresh),
      account.openOrders(),
    ]);
    if (refresh) this.#cashReadAt = clock.monotonic();
    let reserved = ZERO_USD;
    for (const { market, matched, price, side, size } of open) {
      if (side !== 'BUY') continue;
      const rest = subQuantity(size, matched);
      // The venue holds the fee of a taker too, whatever the order becomes (polymarket.md §7).
      const fees = this.#options.terms.known(market, clock.now())?.fees;
      const fee = fees ? polymarketTakerFee(fees, rest, price) : ZERO_USD;
      reserved = addUsd(reserved, addUsd(notional(rest, price, 'up'), fee));
    }
    const cash = addUsd(usd(balance), known.unsettled().cash);
    const held = usd(Math.min(reserved, Math.max(0, cash)));
    return { available: usd(Math.max(0, subUsd(cash, held))), reserved: held };
  }

  async positions(): Promise<readonly VenuePosition[]> {
    const { clock, data, funder, known } = this.#options;
    const listed = await heldTokens(data, funder);
    const found = new Map<string, VenuePosition>();
    const lost = new Set<string>();
    for (const held of listed) {
      const { market, side } = held;
      if (held.lost) lost.add(`${side} ${market}`);
      else found.set(`${side} ${market}`, { market, side, quantity: held.quantity });
    }
    const { contracts } = known.unsettled();
    for (const [key, { market, side, at }] of this.#touched) {
      if (clock.now() - at > FRESH_MS || lost.has(key)) this.#touched.delete(key);
      else found.set(key, { market, side, quantity: quantity(await this.#contracts(market, side)) });
    }
    for (const [key, change] of contracts) {
      const [side, market] = key.split(' ') as [ContractSide, MarketId];
      const held = found.get(key)?.quantity ?? quantity(0);
      found.set(key, { market, side, quantity: quantity(Math.max(0, held + change)) });
    }
    return [...found.values()].filter((position) => position.quantity > 0);
  }

  /**
   * A market has paid once it is resolved and no contract that it pays for is left in the wallet: redeeming turns them
   * into cash. Contracts that pay nothing may stay where they are.
   */
  async settlements(markets: readonly MarketId[]): Promise<readonly VenueSettlement[]> {
    const { clock, data } = this.#options;
    const paid: VenueSettlement[] = [];
    for (const market of markets) {
      const payout = await payoutOf(data, market);
      if (payout === null) continue;
      const { at, yesPayout } = payout;
      const left =
        (yesPayout > 0 ? await this.#contracts(market, 'yes') : 0) +
        (yesPayout < PRICE_SCALE ? await this.#contracts(market, 'no') : 0);
      if (left > 0) continue;
      // Redeeming brought cash that the CLOB may not know of.
      this.#cashReadAt = Number.NEGATIVE_INFINITY;
      paid.push({ market, yesPayout, at: at ?? clock.now() });
    }
    return paid;
  }

  /** Contracts on the chain now, 1/1,000,000. */
  async #contracts(market: MarketId, side: ContractSide): Promise<number> {
    const { account, clock, marketOf, terms } = this.#options;
    const { noToken, yesToken } = await terms.of(nativeIdOf(market), clock.now());
    const routing = marketOf(market)?.routing;
    const v2 = routing?.platform === 'polymarket' && routing.version === 'v2';
    const asset: Asset = { type: v2 ? 'CONDITIONAL-V2' : 'CONDITIONAL', token: side === 'yes' ? yesToken : noToken };
    return (await account.balanceAllowance(asset, true)).balance;
  }
}
