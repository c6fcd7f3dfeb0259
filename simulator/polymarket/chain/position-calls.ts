import type { TransactionDescription } from 'ethers';
import type { PolymarketListing } from '../../world/polymarket-listing.js';
import type { PolymarketCatalogue } from '../catalogue.js';
import type { CallResult } from './calls.js';
import { adapterOf, CONTRACTS, tokenContractOf } from './contracts.js';
import { type Ledger, type Movement, VAULT } from './ledger.js';
import { transferLogs } from './logs.js';
import { payoutsOf } from './payouts.js';

interface PositionCall {
  readonly ledger: Ledger;
  readonly catalogue: PolymarketCatalogue;
  readonly from: string;
  readonly contract: string;
  readonly call: TransactionDescription;
}

/** What a split, merge or redemption is about, whichever contract it was sent to. */
interface Action {
  readonly kind: 'split' | 'merge' | 'redeem';
  readonly conditionId: string;
  /** Millionths; null for the whole balance. */
  readonly amount: bigint | null;
  /** The one token that is redeemed; null for both. */
  readonly outcome: number | null;
}

const revert = (reason: string): CallResult => ({ kind: 'revert', reason });

/** Split, merge and redeem on the adapters and the Router (reference §15.3). */
export function positionCall(input: PositionCall): CallResult {
  const { ledger, catalogue, from, contract, call } = input;
  const action = contract === CONTRACTS.router ? routerAction(call) : adapterAction(call);
  if (typeof action === 'string') return revert(action);
  const listing = catalogue.byCondition(action.conditionId);
  if (!listing || adapterOf(listing) !== contract) return revert('condition not prepared');
  const movements = movementsOf(input, action, listing);
  if (typeof movements === 'string') return revert(movements);
  const spends = movements.find(({ address, asset, amount }) => address === from && asset === 'usd' && amount < 0);
  return {
    kind: 'return',
    data: '0x',
    logs: transferLogs(movements, contract, tokenContractOf(listing.version)),
    commit: () => {
      if (spends) ledger.spendAllowance(from, contract, BigInt(-spends.amount));
      ledger.move(movements);
    },
  };
}

function adapterAction({ name, args }: TransactionDescription): Action | string {
  const [collateral, parent, conditionId, sets, amount] = args;
  if (String(collateral).toLowerCase() !== CONTRACTS.pusd) return 'unknown collateral';
  if (BigInt(parent) !== 0n) return 'unknown parent collection';
  if ([...sets].join() !== '1,2') return 'invalid partition';
  const kind = name === 'splitPosition' ? 'split' : name === 'mergePositions' ? 'merge' : 'redeem';
  return { kind, conditionId, amount: kind === 'redeem' ? null : BigInt(amount), outcome: null };
}

/** The Router takes 31 bytes of the condition. */
function routerAction({ name, args }: TransactionDescription): Action {
  const conditionId = `${args[0]}00`;
  if (name === 'redeem') {
    return { kind: 'redeem', conditionId, amount: BigInt(args[2]), outcome: Number(args[1]) };
  }
  return { kind: name === 'split' ? 'split' : 'merge', conditionId, amount: BigInt(args[1]), outcome: null };
}

function movementsOf(input: PositionCall, action: Action, listing: PolymarketListing): Movement[] | string {
  const { ledger, catalogue, from, contract } = input;
  const mine = (asset: string) => ledger.balance(from, asset);
  if (action.amount !== null && (action.amount <= 0n || action.amount > BigInt(Number.MAX_SAFE_INTEGER))) {
    return 'invalid amount';
  }
  if (action.kind === 'split') {
    const amount = Number(action.amount);
    if (ledger.allowance(from, contract) < BigInt(amount)) return 'ERC20: insufficient allowance';
    if (mine('usd') < amount) return 'ERC20: transfer amount exceeds balance';
    return pairMovements(from, listing, amount);
  }
  if (!ledger.isOperator(tokenContractOf(listing.version), from, contract)) {
    return 'ERC1155: caller is not token owner or approved';
  }
  if (action.kind === 'merge') {
    const amount = Number(action.amount);
    if (listing.tokens.some((token) => mine(token) < amount)) return 'ERC1155: burn amount exceeds balance';
    return pairMovements(from, listing, -amount);
  }
  const payouts = payoutsOf(catalogue, listing);
  if (!payouts) return 'result for condition not received yet';
  const amounts = listing.tokens.map((token, outcome) => {
    if (action.outcome === null) return mine(token);
    return action.outcome === outcome ? Number(action.amount) : 0;
  });
  if (amounts.some((amount, outcome) => amount > mine(listing.tokens[outcome as 0 | 1]))) {
    return 'ERC1155: burn amount exceeds balance';
  }
  const pays = amounts.reduce((sum, amount, outcome) => sum + amount * (payouts[outcome as 0 | 1] ?? 0), 0);
  return [
    ...listing.tokens.map((token, outcome) => ({ address: from, asset: token, amount: -(amounts[outcome] ?? 0) })),
    { address: from, asset: 'usd', amount: pays },
    { address: VAULT, asset: 'usd', amount: -pays },
  ];
}

/** Dollars into pairs of tokens, or back when negative. */
const pairMovements = (from: string, listing: PolymarketListing, amount: number): Movement[] => [
  { address: from, asset: 'usd', amount: -amount },
  { address: VAULT, asset: 'usd', amount },
  ...listing.tokens.map((token) => ({ address: from, asset: token, amount })),
];
