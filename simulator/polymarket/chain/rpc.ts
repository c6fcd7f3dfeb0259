import { AbiCoder, toQuantity } from 'ethers';
import { json, type JsonRequest, type JsonResponse } from '../../http/json-server.js';
import type { PolymarketCatalogue } from '../catalogue.js';
import { isContract, type Returned, runCall } from './calls.js';
import { type Chain, GAS_PRICE, GAS_USED, type Receipt, RefusedTransaction } from './chain.js';
import { CHAIN_ID } from './contracts.js';
import type { Ledger } from './ledger.js';

interface RpcRequest {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: readonly unknown[];
}

interface RpcOptions {
  readonly chain: Chain;
  readonly ledger: Ledger;
  readonly catalogue: PolymarketCatalogue;
}

/** Selector of Solidity's `Error(string)`. */
const ERROR_SELECTOR = '0x08c379a0';
const NO_BLOOM = `0x${'00'.repeat(256)}`;
const ZERO_HASH = `0x${'00'.repeat(32)}`;

class RpcError extends Error {
  readonly code: number;
  readonly data: string | undefined;

  constructor(code: number, message: string, data?: string) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/** Ethereum's JSON-RPC, as far as wallets need it, single or in batches. */
export class ChainRpc {
  readonly #options: RpcOptions;

  constructor(options: RpcOptions) {
    this.#options = options;
  }

  handle({ method, body }: JsonRequest): JsonResponse {
    if (method !== 'POST') return json({ error: 'JSON-RPC wants POST' }, 405);
    const request = parse(body);
    if (request === null) return json({ jsonrpc: '2.0', id: null, error: { code: -32_700, message: 'parse error' } });
    return json(isBatch(request) ? request.map((one) => this.#answer(one)) : this.#answer(request));
  }

  #answer(request: RpcRequest): object {
    const head = { jsonrpc: '2.0', id: request.id ?? null };
    try {
      return { ...head, result: this.#run(String(request.method), request.params ?? []) };
    } catch (error) {
      if (error instanceof RpcError) {
        const { code, message, data } = error;
        return { ...head, error: { code, message, ...(data === undefined ? {} : { data }) } };
      }
      if (error instanceof RefusedTransaction) {
        return { ...head, error: { code: error.code, message: error.message } };
      }
      return { ...head, error: { code: -32_602, message: `invalid params: ${String(error)}` } };
    }
  }

  #run(method: string, params: readonly unknown[]): unknown {
    const { chain } = this.#options;
    const address = String(params[0]).toLowerCase();
    switch (method) {
      case 'eth_chainId':
        return toQuantity(CHAIN_ID);
      case 'net_version':
        return String(CHAIN_ID);
      case 'eth_blockNumber':
        return toQuantity(chain.blockNumber);
      case 'eth_gasPrice':
      case 'eth_maxPriorityFeePerGas':
        return toQuantity(GAS_PRICE);
      case 'eth_feeHistory':
        return { oldestBlock: toQuantity(chain.blockNumber), baseFeePerGas: ['0x1', '0x1'], gasUsedRatio: [0.5] };
      case 'eth_getBalance':
        return toQuantity(chain.gasMoney(address));
      case 'eth_getTransactionCount':
        return toQuantity(params[1] === 'pending' ? chain.nonce(address) : chain.minedNonce(address));
      case 'eth_getCode':
        return isContract(address) ? '0xfe' : '0x';
      case 'eth_getBlockByNumber':
        return this.#block(params[0]);
      case 'eth_call':
        return this.#call(params[0]).data;
      case 'eth_estimateGas':
        this.#call(params[0]);
        return toQuantity(GAS_USED);
      case 'eth_sendRawTransaction':
        return chain.send(String(params[0]));
      case 'eth_getTransactionReceipt':
        return this.#receipt(address);
      case 'eth_getTransactionByHash':
        return this.#transaction(address);
      default:
        throw new RpcError(-32_601, `the method ${method} does not exist`);
    }
  }

  #call(params: unknown): Returned {
    const { from, to, data, input } = params as Partial<Record<'from' | 'to' | 'data' | 'input', string>>;
    const call = { from: (from ?? '').toLowerCase(), to: (to ?? '').toLowerCase(), data: data ?? input ?? '0x' };
    const result = runCall(this.#options.ledger, this.#options.catalogue, call);
    if (result.kind === 'return') return result;
    const reason = AbiCoder.defaultAbiCoder().encode(['string'], [result.reason]);
    throw new RpcError(3, `execution reverted: ${result.reason}`, ERROR_SELECTOR + reason.slice(2));
  }

  #block(tag: unknown): object | null {
    const { chain } = this.#options;
    const number = typeof tag === 'string' && tag.startsWith('0x') ? Number(tag) : chain.blockNumber;
    if (number > chain.blockNumber) return null;
    return {
      number: toQuantity(number),
      hash: chain.blockHash(number),
      parentHash: chain.blockHash(number - 1),
      timestamp: toQuantity(chain.blockTime(number)),
      nonce: '0x0000000000000000',
      difficulty: '0x0',
      gasLimit: toQuantity(30_000_000),
      gasUsed: toQuantity(15_000_000),
      miner: `0x${'00'.repeat(20)}`,
      extraData: '0x',
      baseFeePerGas: '0x1',
      stateRoot: ZERO_HASH,
      receiptsRoot: ZERO_HASH,
      logsBloom: NO_BLOOM,
      transactions: [],
    };
  }

  #receipt(hash: string): object | null {
    const receipt = this.#options.chain.receipts.get(hash);
    if (!receipt) return null;
    const place = this.#placeOf(receipt);
    return {
      ...place,
      transactionHash: hash,
      from: receipt.from,
      to: receipt.to,
      contractAddress: null,
      status: receipt.succeeded ? '0x1' : '0x0',
      type: '0x2',
      gasUsed: toQuantity(GAS_USED),
      cumulativeGasUsed: toQuantity(GAS_USED),
      effectiveGasPrice: toQuantity(GAS_PRICE),
      logsBloom: NO_BLOOM,
      logs: receipt.logs.map((log, index) => ({
        ...place,
        ...log,
        transactionHash: hash,
        logIndex: toQuantity(index),
        removed: false,
      })),
    };
  }

  #transaction(hash: string): object | null {
    const { chain } = this.#options;
    const receipt = chain.receipts.get(hash);
    const transaction = chain.transaction(hash);
    if (!transaction) return null;
    const { to, from, nonce, data, value, gasLimit, signature, maxFeePerGas, maxPriorityFeePerGas } = transaction;
    return {
      hash,
      type: toQuantity(transaction.type ?? 2),
      from,
      to,
      nonce: toQuantity(nonce),
      input: data,
      value: toQuantity(value),
      gas: toQuantity(gasLimit),
      gasPrice: toQuantity(transaction.gasPrice ?? GAS_PRICE),
      maxFeePerGas: toQuantity(maxFeePerGas ?? GAS_PRICE),
      maxPriorityFeePerGas: toQuantity(maxPriorityFeePerGas ?? GAS_PRICE),
      chainId: toQuantity(CHAIN_ID),
      accessList: [],
      v: toQuantity(signature?.yParity ?? 0),
      r: signature?.r,
      s: signature?.s,
      ...(receipt ? this.#placeOf(receipt) : { blockHash: null, blockNumber: null, transactionIndex: null }),
    };
  }

  #placeOf({ blockNumber }: Receipt) {
    const { chain } = this.#options;
    return {
      blockNumber: toQuantity(blockNumber),
      blockHash: chain.blockHash(blockNumber),
      transactionIndex: '0x0',
    };
  }
}

const isBatch = (request: RpcRequest | readonly RpcRequest[]): request is readonly RpcRequest[] =>
  Array.isArray(request);

function parse(body: string): RpcRequest | readonly RpcRequest[] | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' ? (value as RpcRequest) : null;
  } catch {
    return null;
  }
}
