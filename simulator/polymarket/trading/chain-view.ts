import { CONTRACTS, tokenContractOf } from '../chain/contracts.js';
import { type Ledger, UNLIMITED } from '../chain/ledger.js';
import type { Funds } from './funds.js';

const EXCHANGES = [CONTRACTS.exchange, CONTRACTS.negRiskExchange, CONTRACTS.exchangeV3];

/** What the engine is told of the chain, and what it tells of balances. */
export class ChainView {
  readonly #ledger: Ledger;
  readonly #funds: Funds;
  readonly #now: () => number;

  constructor(ledger: Ledger, funds: Funds, now: () => number) {
    this.#ledger = ledger;
    this.#funds = funds;
    this.#now = now;
  }

  /** What `/balance-allowance/update` does. */
  refresh(address: string, asset: string): void {
    const allowances = EXCHANGES.map((spender): [string, bigint] => {
      if (asset === 'usd') return [spender, this.#ledger.allowance(address, spender)];
      const contract = tokenContractOf(spender === CONTRACTS.exchangeV3 ? 'v2' : 'v1');
      return [`${spender}/tokens`, this.#ledger.isOperator(contract, address, spender) ? UNLIMITED : 0n];
    });
    this.#funds.refresh(address, asset, allowances);
  }

  /** The balance that a read shows at Unix ms `asOf`: not more than the engine knows of. */
  shown(address: string, asset: string, asOf: number): number {
    if (asOf >= this.#now()) return this.#funds.balance(address, asset);
    return this.#ledger.balance(address, asset, asOf);
  }

  allowance(owner: string, spender: string, tokens: boolean): bigint {
    return this.#funds.allowance(owner, tokens ? `${spender}/tokens` : spender);
  }
}
