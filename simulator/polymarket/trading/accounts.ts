import type { Usd } from '@pm-arbitrage/core/money/money.js';
import type { SignedOrder } from './signed-order.js';

export type SignatureType = SignedOrder['signatureType'];

export interface NewAccount {
  /** The wallet that signs. */
  readonly address: string;
  /** The wallet that holds the funds; the signer itself unless told. */
  readonly funder?: string;
  readonly signatureType: SignatureType;
  /** pUSD to begin with. */
  readonly usd: Usd;
  /** Whether every exchange and adapter may move its pUSD and tokens already. */
  readonly approved: boolean;
}

/** A signer and the wallet it trades from; lower case. */
export interface Account {
  readonly signer: string;
  readonly funder: string;
  readonly signatureType: SignatureType;
}

/** `closed-only` may only reduce positions. */
export type Standing = 'good' | 'closed-only' | 'banned';

/** Who may trade from which wallet. */
export class Accounts {
  readonly #accounts = new Map<string, Account>();
  readonly #standings = new Map<string, Standing>();

  add(account: Account): void {
    this.#accounts.set(keyOf(account.signer, account.signatureType), account);
  }

  /** The wallet of a signer for a signature type; a plain wallet is always its own. */
  find(signer: string, signatureType: SignatureType): Account | null {
    const account = this.#accounts.get(keyOf(signer, signatureType));
    if (account) return account;
    return signatureType === 0 ? { signer, funder: signer, signatureType } : null;
  }

  /** Whether a wallet holds funds of somebody who trades here. */
  isFunder(address: string): boolean {
    return [...this.#accounts.values()].some(({ funder }) => funder === address);
  }

  standing(signer: string): Standing {
    return this.#standings.get(signer) ?? 'good';
  }

  setStanding(signer: string, standing: Standing): void {
    this.#standings.set(signer.toLowerCase(), standing);
  }
}

const keyOf = (signer: string, type: SignatureType) => `${signer}/${type}`;
