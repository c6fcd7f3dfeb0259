import type { Usd } from '@pm-arbitrage/core/money/money.js';
import type { Ledger } from './chain/ledger.js';
import type { Account, NewAccount, Standing } from './trading/accounts.js';
import type { Mode } from './trading/engine-mode.js';
import type { Truth } from './trading/truth.js';

export interface Geoblock {
  readonly blocked: boolean;
  readonly country: string;
}

/** What tests and demos can do to the venue from outside. */
export interface PolymarketControl {
  openAccount(account: NewAccount): Account;
  /** Everything about a wallet that holds funds. */
  truth(address: string): Truth;
  setMode(mode: Mode): void;
  /** Nothing works for `durationMs`, then only post-only orders do for a while. */
  restartEngine(durationMs: number): void;
  /** By the address of the signer. */
  setStanding(signer: string, standing: Standing): void;
  setGeoblock(geoblock: Geoblock): void;
  /** Adds pUSD on the chain; the engine learns of it with the next allowance update. */
  deposit(address: string, usd: Usd): void;
  /** Balances and approvals on the chain. */
  readonly ledger: Ledger;
}
