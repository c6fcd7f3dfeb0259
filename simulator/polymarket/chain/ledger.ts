import { Timeline } from '../trading/timeline.js';

/** A change of one balance: pUSD in micro-dollars or a token in millionths, signed. */
export interface Movement {
  readonly address: string;
  /** `usd` or a token id. */
  readonly asset: string;
  readonly amount: number;
}

/** Whoever trades without an account here; its balances may be negative. */
export const STRANGERS = '0x57a96e5000000000000000000000000000000001';
/** Collects fees. */
export const FEE_COLLECTOR = '0xfee0000000000000000000000000000000000001';
/** Holds the dollar behind every pair of tokens; owes it while strangers sold tokens that they never had. */
export const VAULT = '0xda17000000000000000000000000000000000001';

export const UNLIMITED = 2n ** 256n - 1n;

/** Balances and approvals on the chain. Addresses are lower case. Whatever moves adds up to zero. */
export class Ledger {
  readonly #now: () => number;
  readonly #balances = new Map<string, Map<string, Timeline<number>>>();
  readonly #allowances = new Map<string, bigint>();
  readonly #operators = new Set<string>();
  #funded = 0;

  /** @param now Unix ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Micro-dollars that ever came in from outside. */
  get funded(): number {
    return this.#funded;
  }

  balance(address: string, asset: string, time?: number): number {
    const timeline = this.#balances.get(address)?.get(asset);
    if (!timeline) return 0;
    if (time === undefined) return timeline.now;
    return timeline.existedAt(time) ? timeline.at(time) : 0;
  }

  /** Token ids with a balance, now or at `time`. */
  *holdings(address: string, time?: number): Generator<{ readonly tokenId: string; readonly amount: number }> {
    for (const tokenId of this.#balances.get(address)?.keys() ?? []) {
      const amount = tokenId === 'usd' ? 0 : this.balance(address, tokenId, time);
      if (amount !== 0) yield { tokenId, amount };
    }
  }

  /** Sum of an asset over everybody. */
  supply(asset: string): number {
    let total = 0;
    for (const address of this.#balances.keys()) total += this.balance(address, asset);
    return total;
  }

  /** Puts dollars into the system. */
  fund(address: string, amount: number): void {
    this.#funded += amount;
    this.#add({ address, asset: 'usd', amount });
  }

  /** Moves everything or nothing. @returns false when a wallet would owe. */
  move(movements: readonly Movement[]): boolean {
    const net = netOf(movements);
    const owes = ({ address, asset, amount }: Movement) =>
      address !== STRANGERS && address !== VAULT && this.balance(address, asset) + amount < 0;
    if (net.some(owes)) return false;
    for (const movement of net) this.#add(movement);
    return true;
  }

  allowance(owner: string, spender: string): bigint {
    return this.#allowances.get(`${owner}/${spender}`) ?? 0n;
  }

  approve(owner: string, spender: string, amount: bigint): void {
    this.#allowances.set(`${owner}/${spender}`, amount);
  }

  /** Uses up an allowance that is not unlimited. */
  spendAllowance(owner: string, spender: string, amount: bigint): void {
    const left = this.allowance(owner, spender);
    if (left !== UNLIMITED) this.approve(owner, spender, left - amount);
  }

  isOperator(contract: string, owner: string, operator: string): boolean {
    return this.#operators.has(`${contract}/${owner}/${operator}`);
  }

  setOperator(contract: string, owner: string, operator: string, approved: boolean): void {
    const key = `${contract}/${owner}/${operator}`;
    if (approved) this.#operators.add(key);
    else this.#operators.delete(key);
  }

  #add({ address, asset, amount }: Movement): void {
    let assets = this.#balances.get(address);
    if (!assets) this.#balances.set(address, (assets = new Map()));
    const timeline = assets.get(asset);
    if (timeline) timeline.set(timeline.now + amount, this.#now());
    else assets.set(asset, new Timeline(amount, this.#now()));
  }
}

/** One movement per address and asset; none that is zero. */
export function netOf(movements: readonly Movement[]): Movement[] {
  const net = new Map<string, Movement>();
  for (const movement of movements) {
    const key = `${movement.address}/${movement.asset}`;
    net.set(key, { ...movement, amount: (net.get(key)?.amount ?? 0) + movement.amount });
  }
  return [...net.values()].filter(({ amount }) => amount !== 0);
}
