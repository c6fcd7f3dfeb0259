import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import {
  type Contract,
  FetchRequest,
  formatUnits,
  isError,
  JsonRpcProvider,
  keccak256,
  type Log,
  Network,
  type TransactionReceipt,
  type Wallet,
} from 'ethers';

/** A transaction signed and not sent: its hash and nonce can be committed first, as an order's are. */
export interface SignedTransaction {
  readonly hash: string;
  readonly nonce: number;
  readonly raw: string;
}

/** Where a transaction of ours stands. `replaced`: another one took its nonce, so it can never happen. */
export type TransactionFate = 'mined' | 'reverted' | 'pending' | 'replaced';

export interface ChainWalletOptions {
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly wallet: Wallet;
  readonly clock: Clock;
  /** How long a transaction may take, ms. Default 120,000. */
  readonly patienceMs?: number;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3_000;
const REQUEST_MS = 10_000;
/** Estimates are of the state now; a little more covers what changes until the block. */
const GAS_MARGIN = 130n;
/** Polygon's validators take nothing below this tip, in wei. */
const LEAST_TIP = 30_000_000_000n;

/** Signs, sends and follows transactions of a plain wallet. Sending the same signed one again changes nothing. */
export class ChainWallet {
  readonly provider: JsonRpcProvider;
  readonly #options: ChainWalletOptions;

  constructor(options: ChainWalletOptions) {
    this.#options = options;
    const request = new FetchRequest(options.rpcUrl);
    request.timeout = REQUEST_MS;
    // Not ethers' own network of this chain id: that asks a third party for gas prices.
    const network = new Network('polygon', options.chainId);
    this.provider = new JsonRpcProvider(request, network, {
      staticNetwork: network,
      batchMaxCount: 1,
      cacheTimeout: -1,
    });
  }

  get address(): string {
    return this.#options.wallet.address;
  }

  /** @throws CodedError when the node serves another chain or does not answer. */
  async assertChain(): Promise<void> {
    const { chainId } = this.#options;
    const told = Number(await this.#ask(() => this.provider.send('eth_chainId', [])));
    if (told !== chainId) {
      throw new CodedError(
        'polymarket.chain',
        `the node at venues.polymarket.rpcUrl serves chain ${told} instead of ${chainId}; set the URL of a Polygon node`,
        { chainId: told },
      );
    }
  }

  /** Asks a contract. @throws CodedError when the node does not answer. */
  read<T>(contract: Contract, method: string, ...values: readonly unknown[]): Promise<T> {
    return this.#ask(() => contract.getFunction(method).staticCall(...values)) as Promise<T>;
  }

  /** Signs a call that would succeed now. @throws CodedError with the contract's reason when it would not, or gas is missing. */
  async sign(to: string, data: string, nonce?: number): Promise<SignedTransaction> {
    const { chainId, wallet } = this.#options;
    const from = wallet.address;
    const gas = await this.#ask(() => this.provider.estimateGas({ from, to, data }));
    const fees = await this.#ask(() => this.provider.getFeeData());
    const tip = max(fees.maxPriorityFeePerGas ?? 0n, LEAST_TIP);
    const gasLimit = (gas * GAS_MARGIN) / 100n;
    const maxFeePerGas = max(fees.maxFeePerGas ?? 0n, tip);
    const money = await this.#ask(() => this.provider.getBalance(from));
    if (money < gasLimit * maxFeePerGas) {
      throw new CodedError(
        'polymarket.gas',
        `the wallet ${from} has ${formatUnits(money)} POL and the transaction needs up to ${formatUnits(gasLimit * maxFeePerGas)}; send it some POL`,
        { address: from },
      );
    }
    // Of those in blocks only: a transaction of ours that hangs is then replaced, not queued behind.
    const next = nonce ?? (await this.nonce());
    const raw = await wallet.signTransaction({
      type: 2,
      chainId,
      to,
      data,
      nonce: next,
      gasLimit,
      maxFeePerGas,
      maxPriorityFeePerGas: tip,
    });
    return { hash: keccak256(raw), nonce: next, raw };
  }

  /** The nonce of the next transaction after those in blocks. */
  nonce(): Promise<number> {
    return this.#ask(() => this.provider.getTransactionCount(this.address, 'latest'));
  }

  /** What became of a transaction, whoever sent it, also in an earlier life. */
  async fate({ hash, nonce }: Pick<SignedTransaction, 'hash' | 'nonce'>): Promise<TransactionFate> {
    const receipt = await this.#receipt(hash);
    if (receipt) return receipt.status === 1 ? 'mined' : 'reverted';
    if ((await this.nonce()) <= nonce) return 'pending';
    // It may have come into a block between the two questions.
    const late = await this.#receipt(hash);
    return late ? (late.status === 1 ? 'mined' : 'reverted') : 'replaced';
  }

  /**
   * Sends a transaction, again whenever that is not certain, and waits for its block.
   * @throws CodedError when it reverted, was replaced, or does not come into a block in time: ask for its fate then.
   */
  async send(transaction: SignedTransaction): Promise<readonly Log[]> {
    const { clock, patienceMs = 120_000 } = this.#options;
    const until = clock.monotonic() + patienceMs;
    let problem = '';
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
      try {
        const receipt = await this.#receipt(transaction.hash);
        if (receipt) return this.#judged(receipt);
        if ((await this.fate(transaction)) === 'replaced') {
          throw new CodedError(
            'polymarket.transaction-replaced',
            `transaction ${transaction.hash} can never happen, another one of the wallet took its place; look at the balances and start anew`,
            { hash: transaction.hash },
          );
        }
        await this.provider.send('eth_sendRawTransaction', [transaction.raw]);
      } catch (error) {
        if (error instanceof CodedError && isFinal.has(error.code)) throw error;
        // "Already known" and "nonce too low" among them: the receipt decides.
        problem = messageOf(error);
      }
      if (clock.monotonic() > until) {
        throw new CodedError(
          'polymarket.transaction-slow',
          `transaction ${transaction.hash} is in no block after ${patienceMs} ms (${problem}); it may still come, do not repeat it, ask for its fate`,
          { hash: transaction.hash },
        );
      }
      await sleep(clock, pause);
    }
  }

  close(): void {
    this.provider.destroy();
  }

  #judged(receipt: TransactionReceipt): readonly Log[] {
    if (receipt.status === 1) return receipt.logs;
    throw new CodedError(
      'polymarket.transaction-reverted',
      `transaction ${receipt.hash} failed on the chain and changed nothing; look at balances and approvals and start anew`,
      { hash: receipt.hash },
    );
  }

  #receipt(hash: string): Promise<TransactionReceipt | null> {
    return this.#ask(() => this.provider.getTransactionReceipt(hash));
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      if (isError(error, 'CALL_EXCEPTION')) {
        throw new CodedError(
          'polymarket.transaction-refused',
          `the contract would refuse the transaction: ${error.reason ?? error.shortMessage}; nothing was sent`,
          {},
          { cause: error },
        );
      }
      throw new CodedError(
        'polymarket.rpc',
        `the Polygon node at venues.polymarket.rpcUrl does not answer as it should: ${messageOf(error)}; check the URL and its limits`,
        {},
        { cause: error },
      );
    }
  }
}

const isFinal: ReadonlySet<string> = new Set(['polymarket.transaction-reverted', 'polymarket.transaction-replaced']);
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
