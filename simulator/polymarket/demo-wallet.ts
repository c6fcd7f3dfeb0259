import { computeAddress } from 'ethers';
import { digest } from '../world/identifiers.js';

export interface DemoWallet {
  /** Checksummed. */
  readonly address: string;
  /** 0x and 64 hex digits. */
  readonly privateKey: string;
}

/**
 * The wallet of the demo account. It follows from the seed, so clients keep it when the simulator restarts; it holds
 * nothing but play money.
 */
export function demoWallet(seed: number): DemoWallet {
  const privateKey = `0x${digest(seed, 'polymarket-demo-wallet')}`;
  return { address: computeAddress(privateKey), privateKey };
}
