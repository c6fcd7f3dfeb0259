import type { Interface, TransactionDescription } from 'ethers';
import type { PolymarketCatalogue } from '../catalogue.js';
import { ERC20, TOKENS } from './abi.js';
import type { CallResult, Returned } from './calls.js';
import { CONTRACTS } from './contracts.js';
import type { Ledger } from './ledger.js';
import { eventLog, transferLogs } from './logs.js';
import { payoutsOf } from './payouts.js';

interface TokenCall {
  readonly ledger: Ledger;
  readonly catalogue: PolymarketCatalogue;
  readonly from: string;
  readonly contract: string;
  readonly call: TransactionDescription;
}

const lower = (value: unknown): string => String(value).toLowerCase();
const answer = (abi: Interface, { fragment }: TransactionDescription, ...values: unknown[]): Returned => ({
  kind: 'return',
  data: abi.encodeFunctionResult(fragment, values),
});

/** Calls of pUSD. */
export function usdCall({ ledger, from, call }: TokenCall): CallResult {
  const { name, args } = call;
  switch (name) {
    case 'balanceOf':
      return answer(ERC20, call, ledger.balance(lower(args[0]), 'usd'));
    case 'allowance':
      return answer(ERC20, call, ledger.allowance(lower(args[0]), lower(args[1])));
    case 'decimals':
      return answer(ERC20, call, 6);
    case 'symbol':
      return answer(ERC20, call, 'pUSD');
    case 'totalSupply':
      return answer(ERC20, call, ledger.funded);
    case 'approve':
      return {
        ...answer(ERC20, call, true),
        logs: [eventLog(CONTRACTS.pusd, ERC20, 'Approval', [from, args[0], args[1]])],
        commit: () => ledger.approve(from, lower(args[0]), BigInt(args[1])),
      };
    default: {
      const amount = Number(args[1]);
      if (ledger.balance(from, 'usd') < amount) {
        return { kind: 'revert', reason: 'ERC20: transfer amount exceeds balance' };
      }
      const movements = [
        { address: from, asset: 'usd', amount: -amount },
        { address: lower(args[0]), asset: 'usd', amount },
      ];
      return {
        ...answer(ERC20, call, true),
        logs: transferLogs(movements, from, CONTRACTS.pusd),
        commit: () => ledger.move(movements),
      };
    }
  }
}

/** Calls of what holds the outcome tokens. */
export function outcomeTokenCall({ ledger, catalogue, from, contract, call }: TokenCall): CallResult {
  const { name, args } = call;
  switch (name) {
    case 'balanceOf':
      return answer(TOKENS, call, ledger.balance(lower(args[0]), String(args[1])));
    case 'balanceOfBatch': {
      const ids = [...args[1]].map(String);
      return answer(
        TOKENS,
        call,
        [...args[0]].map((owner, index) => ledger.balance(lower(owner), ids[index] ?? '')),
      );
    }
    case 'isApprovedForAll':
      return answer(TOKENS, call, ledger.isOperator(contract, lower(args[0]), lower(args[1])));
    case 'setApprovalForAll':
      return {
        ...answer(TOKENS, call),
        logs: [eventLog(contract, TOKENS, 'ApprovalForAll', [from, args[0], args[1]])],
        commit: () => ledger.setOperator(contract, from, lower(args[0]), Boolean(args[1])),
      };
    case 'getPayout': {
      const token = catalogue.byToken(String(args[0]));
      const payouts = token && payoutsOf(catalogue, token.listing);
      return answer(TOKENS, call, payouts ? BigInt(args[1]) * BigInt(payouts[token.side]) : 0n);
    }
    default: {
      const listing = catalogue.byCondition(String(args[0]));
      const payouts = listing && payoutsOf(catalogue, listing);
      if (name === 'payoutDenominator') return answer(TOKENS, call, payouts ? 1 : 0);
      return answer(TOKENS, call, payouts?.[Number(args[1])] ?? 0);
    }
  }
}
