import type { Usd } from '@pm-arbitrage/core/money/money.js';
import type { RegisteredKey } from './signature.js';
import type { UsageTier } from './trading/tiers.js';
import type { AccountTruth } from './trading/truth.js';
import type { KalshiSwitches } from './trading/venue-state.js';

export interface AccountOptions {
  /** Made up when absent. */
  readonly id?: string;
  /** Micro-dollars by shard. On a shard that is not named the account is unknown. */
  readonly cash: Readonly<Record<number, Usd>>;
  readonly keys?: readonly RegisteredKey[];
  /** Default basic. */
  readonly tier?: UsageTier;
}

/** What tests and chaos runs can do to the Kalshi stand-in beside its protocol, and see of it. */
export interface KalshiControl {
  /** The account of the demo key. */
  readonly demoAccountId: string;
  readonly switches: KalshiSwitches;
  /** @returns its id. @throws RangeError when the id is taken. */
  openAccount(options: AccountOptions): string;
  registerKey(accountId: string, key: RegisteredKey): void;
  /** The key is unknown from now on. */
  revokeKey(id: string): void;
  /** @throws RangeError for an account that was never opened. */
  truth(accountId: string): AccountTruth;
  /** Takes a market out of trading: `inactive`, orders are refused, cancels work. */
  pauseMarket(ticker: string): void;
  /** Lets it trade again; every order in it is cancelled, as the exchange does. */
  resumeMarket(ticker: string): void;
  /** No orders and no matches, but cancels; on one shard or on all. */
  pauseTrading(shard?: number): void;
  resumeTrading(shard?: number): void;
  /** Nothing works, cancels included. */
  pauseExchange(): void;
  resumeExchange(): void;
}
