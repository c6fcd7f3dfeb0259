import type { Ledger, Movement } from '../chain/ledger.js';

/**
 * What the matching engine believes wallets hold. It knows the settlements it made itself, notices at once what is gone
 * from the chain, and what arrived there only when it is told to look (reference §6.5).
 */
export class Funds {
  readonly #ledger: Ledger;
  readonly #known = new Map<string, number>();
  readonly #locked = new Map<string, number>();
  readonly #allowances = new Map<string, bigint>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Balance that is not promised to a match that waits for its settlement. */
  available(address: string, asset: string): number {
    return this.balance(address, asset) - this.locked(address, asset);
  }

  balance(address: string, asset: string): number {
    return Math.min(this.#known.get(keyOf(address, asset)) ?? 0, this.#ledger.balance(address, asset));
  }

  locked(address: string, asset: string): number {
    return this.#locked.get(keyOf(address, asset)) ?? 0;
  }

  /** Dollars that an exchange may take, or UNLIMITED where it may take tokens of a contract. */
  allowance(owner: string, spender: string): bigint {
    return this.#allowances.get(keyOf(owner, spender)) ?? 0n;
  }

  /** Looks at the chain: one balance, and the allowances of the exchanges given. */
  refresh(address: string, asset: string, allowances: Iterable<readonly [spender: string, amount: bigint]>): void {
    this.#known.set(keyOf(address, asset), this.#ledger.balance(address, asset));
    for (const [spender, amount] of allowances) this.#allowances.set(keyOf(address, spender), amount);
  }

  /** Locks what a match takes; a second call with the same movements and −1 gives it back. */
  lock(movements: readonly Movement[], sign: 1 | -1): void {
    for (const { address, asset, amount } of movements) {
      if (amount >= 0) continue;
      const key = keyOf(address, asset);
      this.#locked.set(key, (this.#locked.get(key) ?? 0) - sign * amount);
    }
  }

  /** Takes note of a settlement of the exchange's own. */
  settled(movements: readonly Movement[]): void {
    for (const { address, asset, amount } of movements) {
      const key = keyOf(address, asset);
      this.#known.set(key, (this.#known.get(key) ?? 0) + amount);
    }
  }
}

const keyOf = (address: string, asset: string) => `${address}/${asset}`;
