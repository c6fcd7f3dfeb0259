import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { json, type JsonResponse } from '../http/json-server.js';

/**
 * Skew of `KALSHI-ACCESS-TIMESTAMP` that is accepted. Undocumented; ±10 s was seen to pass and 30 s to fail
 * (reference §3.1).
 */
const MAX_SKEW_MS = 10_000;

export type KeyScope =
  | 'read'
  | 'write'
  | 'read::portfolio_balance'
  | 'read::block_trade_accept'
  | 'write::trade'
  | 'write::transfer'
  | 'write::block_trade_accept';

export interface RegisteredKey {
  readonly id: string;
  /** SPKI PEM of an RSA or Ed25519 key. */
  readonly publicKeyPem: string;
  readonly name?: string;
  /** Read and write when absent. */
  readonly scopes?: readonly KeyScope[];
  /** Unix milliseconds after which the key is unknown. */
  readonly expiresAt?: number;
}

/** A key of an account. */
export interface ApiKey {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly expiresAt: number | null;
  readonly publicKey: KeyObject;
}

/** Whether a signature of this time is still good. Both are Unix milliseconds. */
export const isFresh = (timestamp: number, now: number): boolean => Math.abs(timestamp - now) <= MAX_SKEW_MS;

/** Who may sign; the algorithm follows from the registered key. */
export class KeyRing {
  readonly #keys = new Map<string, ApiKey>();

  register(accountId: string, key: RegisteredKey): void {
    this.#keys.set(key.id, {
      id: key.id,
      accountId,
      name: key.name ?? 'api key',
      scopes: key.scopes ?? ['read', 'write'],
      expiresAt: key.expiresAt ?? null,
      publicKey: createPublicKey(key.publicKeyPem),
    });
  }

  /** @returns false when there is no such key. */
  revoke(id: string): boolean {
    return this.#keys.delete(id);
  }

  of(accountId: string): ApiKey[] {
    return [...this.#keys.values()].filter((key) => key.accountId === accountId);
  }

  /**
   * Checks the three access headers of a request.
   * @param path full path from the host root, without the query
   * @param now the server's Unix milliseconds
   * @returns the key that signed, or the 401 answer.
   */
  authenticate(
    headers: IncomingHttpHeaders,
    method: string,
    path: string,
    now: number,
  ): { readonly key: ApiKey } | { readonly refusal: JsonResponse } {
    const id = text(headers['kalshi-access-key']);
    const timestamp = text(headers['kalshi-access-timestamp']);
    const signature = text(headers['kalshi-access-signature']);
    if (id === '' || timestamp === '' || signature === '') {
      return refuse('signature_is_missing_from_headers', 'signature is missing from headers');
    }
    const key = this.#keys.get(id);
    if (!key || (key.expiresAt !== null && key.expiresAt <= now)) {
      return refuse('authentication_error', 'authentication_error', 'NOT_FOUND');
    }
    if (!/^[0-9]{13}$/.test(timestamp) || !isFresh(Number(timestamp), now)) {
      return refuse('header_timestamp_expired', 'header timestamp expired');
    }
    const signed = Buffer.from(`${timestamp}${method}${path}`, 'utf8');
    return verifies(key.publicKey, signed, Buffer.from(signature, 'base64'))
      ? { key }
      : refuse('authentication_error', 'authentication_error', 'INCORRECT_API_KEY_SIGNATURE');
  }
}

function verifies(key: KeyObject, signed: Buffer, signature: Buffer): boolean {
  if (key.asymmetricKeyType === 'ed25519') return verify(null, signed, key, signature);
  return verify(
    'sha256',
    signed,
    { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
    signature,
  );
}

const text = (header: string | string[] | undefined) => (typeof header === 'string' ? header : '');

const refuse = (code: string, message: string, details?: string) => ({
  refusal: json({ error: details === undefined ? { code, message } : { code, message, details } }, 401),
});
