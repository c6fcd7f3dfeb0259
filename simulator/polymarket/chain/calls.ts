import type { Interface, TransactionDescription } from 'ethers';
import type { PolymarketCatalogue } from '../catalogue.js';
import { ADAPTER, ERC20, ROUTER, TOKENS } from './abi.js';
import { CONTRACTS } from './contracts.js';
import type { Ledger } from './ledger.js';
import type { Log } from './logs.js';
import { positionCall } from './position-calls.js';
import { outcomeTokenCall, usdCall } from './token-calls.js';

/** What a call would do; nothing has changed until `commit` is called. */
export type CallResult = { readonly kind: 'revert'; readonly reason: string } | Returned;

export interface Returned {
  readonly kind: 'return';
  readonly data: string;
  readonly logs?: readonly Log[];
  readonly commit?: () => void;
}

export interface Call {
  /** Lower case. */
  readonly from: string;
  readonly to: string;
  readonly data: string;
}

const ABIS: Readonly<Record<string, Interface>> = {
  [CONTRACTS.pusd]: ERC20,
  [CONTRACTS.ctf]: TOKENS,
  [CONTRACTS.positionManager]: TOKENS,
  [CONTRACTS.adapter]: ADAPTER,
  [CONTRACTS.negRiskAdapter]: ADAPTER,
  [CONTRACTS.router]: ROUTER,
};

/** Whether there is a contract at an address. */
export const isContract = (address: string): boolean => address in ABIS;

/** Runs a call on one of the contracts that the project uses; anything else reverts. */
export function runCall(ledger: Ledger, catalogue: PolymarketCatalogue, { from, to, data }: Call): CallResult {
  const abi = ABIS[to];
  const call = abi ? parse(abi, data) : null;
  if (!call) return { kind: 'revert', reason: 'unknown contract or function' };
  const input = { ledger, catalogue, from, contract: to, call };
  if (abi === ERC20) return usdCall(input);
  return abi === TOKENS ? outcomeTokenCall(input) : positionCall(input);
}

function parse(abi: Interface, data: string): TransactionDescription | null {
  try {
    return abi.parseTransaction({ data });
  } catch {
    return null;
  }
}
