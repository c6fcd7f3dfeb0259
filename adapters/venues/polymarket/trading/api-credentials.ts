import { createHmac } from 'node:crypto';
import type { Wallet } from 'ethers';

/** An API key of the CLOB. */
export interface ApiCredentials {
  /** A UUID; the `owner` of the orders it sends. */
  readonly apiKey: string;
  /** Base64, plain or URL-safe. */
  readonly secret: string;
  readonly passphrase: string;
}

const ATTESTATION = 'This message attests that I control the given wallet';

/** Headers that prove the wallet, to make or derive an API key (polymarket.md §5.1). @param now Unix ms. */
export async function walletHeaders(
  wallet: Wallet,
  chainId: number,
  nonce: number,
  now: number,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = await wallet.signTypedData(
    { name: 'ClobAuthDomain', version: '1', chainId },
    {
      ClobAuth: [
        { name: 'address', type: 'address' },
        { name: 'timestamp', type: 'string' },
        { name: 'nonce', type: 'uint256' },
        { name: 'message', type: 'string' },
      ],
    },
    { address: wallet.address, timestamp, nonce, message: ATTESTATION },
  );
  return {
    POLY_ADDRESS: wallet.address,
    POLY_SIGNATURE: signature,
    POLY_TIMESTAMP: timestamp,
    POLY_NONCE: String(nonce),
  };
}

/** Signs requests with one API key (polymarket.md §5.2). */
export class RequestSigner {
  readonly credentials: ApiCredentials;
  readonly #address: string;
  readonly #key: Buffer;

  /** @param address the wallet's own address, never the funder's. */
  constructor(credentials: ApiCredentials, address: string) {
    this.credentials = credentials;
    this.#address = address;
    this.#key = Buffer.from(credentials.secret.replaceAll('-', '+').replaceAll('_', '/'), 'base64');
  }

  /** @param path without its query. @param body exactly as sent, '' for none. @param now Unix ms. */
  headers(method: string, path: string, body: string, now: number): Record<string, string> {
    const timestamp = String(Math.floor(now / 1000));
    const signature = createHmac('sha256', this.#key)
      .update(timestamp + method + path + body)
      .digest('base64');
    return {
      POLY_ADDRESS: this.#address,
      POLY_API_KEY: this.credentials.apiKey,
      POLY_PASSPHRASE: this.credentials.passphrase,
      POLY_TIMESTAMP: timestamp,
      POLY_SIGNATURE: signature.replaceAll('+', '-').replaceAll('/', '_'),
    };
  }
}
