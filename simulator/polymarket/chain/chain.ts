import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { Transaction } from 'ethers';
import { digest } from '../../world/identifiers.js';
import type { PolymarketCatalogue } from '../catalogue.js';
import { runCall } from './calls.js';
import { CHAIN_ID } from './contracts.js';
import type { Ledger } from './ledger.js';
import type { Log } from './logs.js';

/** Polygon's block time, and a block to begin with. */
const BLOCK_TIME_MS = 2_000;
const FIRST_BLOCK = 80_000_000;
export const GAS_PRICE = 30_000_000_000n;
export const GAS_USED = 120_000n;
/** POL of an opened wallet, in its smallest unit. */
const GAS_MONEY = 10n ** 19n;

/** A transaction in a block. */
export interface Receipt {
  readonly hash: string;
  readonly from: string;
  readonly to: string;
  readonly blockNumber: number;
  readonly succeeded: boolean;
  readonly logs: readonly Log[];
  /** What it was for, for tests. */
  readonly note: string;
}

/** Thrown as the answer of `eth_sendRawTransaction`; `code` is JSON-RPC's. */
export class RefusedTransaction extends Error {
  readonly code = -32_000;
}

interface ChainOptions {
  readonly clock: Clock;
  readonly seed: number;
  readonly ledger: Ledger;
  readonly catalogue: PolymarketCatalogue;
  /** From a transaction to its block, ms. */
  readonly blockMs: number;
  /** Called after a wallet's transaction changed something. */
  readonly onChange: (address: string) => void;
}

/** The part of Polygon that a trader sees: transactions of wallets, and the settlements of the exchange. */
export class Chain {
  readonly #options: ChainOptions;
  readonly #start: number;
  readonly receipts = new Map<string, Receipt>();
  readonly #transactions = new Map<string, Transaction>();
  readonly #nonces = new Map<string, number>();
  readonly #minedNonces = new Map<string, number>();
  readonly #gas = new Map<string, bigint>();

  constructor(options: ChainOptions) {
    this.#options = options;
    this.#start = options.clock.now();
  }

  get blockNumber(): number {
    return FIRST_BLOCK + Math.floor((this.#options.clock.now() - this.#start) / BLOCK_TIME_MS);
  }

  /** Unix seconds of a block. */
  blockTime(block: number): number {
    return Math.floor((this.#start + (block - FIRST_BLOCK) * BLOCK_TIME_MS) / 1_000);
  }

  blockHash = (block: number): string => `0x${digest(this.#options.seed, 'block', block)}`;

  /** Gives a wallet what gas costs. */
  fuel(address: string): void {
    this.#gas.set(address, GAS_MONEY);
  }

  gasMoney(address: string): bigint {
    return this.#gas.get(address) ?? 0n;
  }

  /** The next nonce of a wallet, counting what waits for a block too. */
  nonce(address: string): number {
    return this.#nonces.get(address) ?? 0;
  }

  /** The next nonce of a wallet by its transactions in blocks. */
  minedNonce(address: string): number {
    return this.#minedNonces.get(address) ?? 0;
  }

  /** A wallet's transaction, waiting or in a block. */
  transaction(hash: string): Transaction | undefined {
    return this.#transactions.get(hash);
  }

  /** Takes a signed transaction. @returns its hash. @throws RefusedTransaction as a node would. */
  send(raw: string): string {
    const { clock, blockMs } = this.#options;
    const transaction = parse(raw);
    const { hash, from } = transaction;
    if (hash === null || from === null) throw new RefusedTransaction('invalid sender');
    const sender = from.toLowerCase();
    if (transaction.chainId !== BigInt(CHAIN_ID)) throw new RefusedTransaction('invalid chain id for signer');
    if (this.#transactions.has(hash)) throw new RefusedTransaction('already known');
    if (transaction.nonce < this.nonce(sender)) throw new RefusedTransaction('nonce too low');
    if (transaction.nonce > this.nonce(sender)) throw new RefusedTransaction('nonce too high');
    const cost = GAS_USED * GAS_PRICE + transaction.value;
    if (this.gasMoney(sender) < cost) throw new RefusedTransaction('insufficient funds for gas * price + value');
    this.#nonces.set(sender, transaction.nonce + 1);
    this.#gas.set(sender, this.gasMoney(sender) - GAS_USED * GAS_PRICE);
    this.#transactions.set(hash, transaction);
    clock.after(blockMs, () => this.#mine(hash, transaction, sender));
    return hash;
  }

  /** Writes a transaction of the exchange into a block. @returns its hash. */
  record(name: string, to: string, succeeded: boolean, logs: readonly Log[]): string {
    const hash = `0x${digest(this.#options.seed, 'settlement', name, this.receipts.size)}`;
    const from = `0x${digest(this.#options.seed, 'operator').slice(24)}`;
    this.receipts.set(hash, { hash, from, to, blockNumber: this.blockNumber, succeeded, logs, note: name });
    return hash;
  }

  #mine(hash: string, transaction: Transaction, from: string): void {
    const { ledger, catalogue, onChange } = this.#options;
    this.#minedNonces.set(from, transaction.nonce + 1);
    const to = (transaction.to ?? '').toLowerCase();
    const result = runCall(ledger, catalogue, { from, to, data: transaction.data });
    const succeeded = result.kind === 'return';
    if (succeeded) result.commit?.();
    const logs = succeeded ? (result.logs ?? []) : [];
    const note = succeeded ? 'wallet' : result.reason;
    this.receipts.set(hash, { hash, from, to, blockNumber: this.blockNumber, succeeded, logs, note });
    onChange(from);
  }
}

function parse(raw: string): Transaction {
  try {
    return Transaction.from(raw);
  } catch {
    throw new RefusedTransaction('rlp: could not decode the transaction');
  }
}
