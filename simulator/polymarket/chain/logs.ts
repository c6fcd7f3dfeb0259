import { type Interface, ZeroAddress, zeroPadValue } from 'ethers';
import { ERC20, TOKENS } from './abi.js';
import { CONTRACTS } from './contracts.js';
import { type Movement, netOf, VAULT } from './ledger.js';

export interface Log {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

export function eventLog(address: string, abi: Interface, name: string, values: readonly unknown[]): Log {
  const { topics, data } = abi.encodeEventLog(name, values);
  return { address, topics: topics.map((topic) => zeroPadValue(topic, 32)), data };
}

/** What wallets paid and received, as the tokens' own transfer events. */
export function transferLogs(movements: readonly Movement[], operator: string, tokenContract: string): Log[] {
  return netOf(movements)
    .filter(({ address }) => address !== VAULT)
    .map(({ address, asset, amount }) => {
      const size = Math.abs(amount);
      if (asset === 'usd') {
        const [from, to] = amount < 0 ? [address, VAULT] : [VAULT, address];
        return eventLog(CONTRACTS.pusd, ERC20, 'Transfer', [from, to, size]);
      }
      const [from, to] = amount < 0 ? [address, ZeroAddress] : [ZeroAddress, address];
      return eventLog(tokenContract, TOKENS, 'TransferSingle', [operator, from, to, BigInt(asset), size]);
    });
}
