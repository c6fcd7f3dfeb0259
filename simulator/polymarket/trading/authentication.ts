import type { JsonRequest } from '../../http/json-server.js';
import { type ApiKey, type ApiKeys, l2Signature, sameText } from './api-keys.js';
import { provesWallet } from './typed-data.js';

/** Who asks, as the headers prove (reference §5.1, §5.2). */
export class Authentication {
  readonly #keys: ApiKeys;
  readonly #now: () => number;
  readonly #toleranceMs: number;

  /**
   * @param now the venue's Unix ms
   * @param toleranceMs how far a timestamp may be off
   */
  constructor(keys: ApiKeys, now: () => number, toleranceMs: number) {
    this.#keys = keys;
    this.#now = now;
    this.#toleranceMs = toleranceMs;
  }

  /** @returns wallet and nonce of L1 headers, or null when they prove nothing. */
  l1({ headers }: JsonRequest): { readonly signer: string; readonly nonce: string } | null {
    const proof = {
      address: text(headers['poly_address']),
      signature: text(headers['poly_signature']),
      timestamp: text(headers['poly_timestamp']),
      nonce: text(headers['poly_nonce']) || '0',
    };
    if (!this.isTimely(proof.timestamp) || !/^[0-9]{1,18}$/.test(proof.nonce) || !provesWallet(proof)) return null;
    return { signer: proof.address.toLowerCase(), nonce: proof.nonce };
  }

  /** @returns the key of L2 headers, or null when they prove nothing. */
  l2({ headers, method, path, body }: JsonRequest): ApiKey | null {
    const timestamp = text(headers['poly_timestamp']);
    const key = this.#keys.find(text(headers['poly_api_key']));
    if (!key || !this.isTimely(timestamp)) return null;
    if (key.signer !== text(headers['poly_address']).toLowerCase()) return null;
    if (!sameText(key.passphrase, text(headers['poly_passphrase']))) return null;
    const expected = l2Signature(key.secret, `${timestamp}${method}${path}${body}`);
    return sameText(expected, text(headers['poly_signature'])) ? key : null;
  }

  /** The user stream sends its credentials as they are (reference §11). */
  credentials(apiKey: unknown, secret: unknown, passphrase: unknown): ApiKey | null {
    const key = this.#keys.find(text(apiKey));
    return key && sameText(key.secret, text(secret)) && sameText(key.passphrase, text(passphrase)) ? key : null;
  }

  /** Whether Unix seconds `timestamp` are near enough to now. */
  isTimely(timestamp: string): boolean {
    return /^[0-9]{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) * 1_000 - this.#now()) <= this.#toleranceMs;
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
