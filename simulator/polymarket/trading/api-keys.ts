import { createHmac, timingSafeEqual } from 'node:crypto';
import { digest, uuidOf } from '../../world/identifiers.js';

/** What a client gets for its signature (reference §5.1). */
export interface ApiCredentials {
  readonly apiKey: string;
  /** Base64url of the HMAC key. */
  readonly secret: string;
  readonly passphrase: string;
}

export interface ApiKey extends ApiCredentials {
  /** The wallet that signed for it, lower case. */
  readonly signer: string;
  readonly nonce: string;
}

/**
 * API keys by wallet and nonce. A key follows from the seed, so a client that creates it again after a restart of the
 * simulator gets the same one; after a revocation it gets another.
 */
export class ApiKeys {
  readonly #seed: number;
  readonly #byId = new Map<string, ApiKey>();
  readonly #byWallet = new Map<string, ApiKey>();
  readonly #revocations = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** @returns null when the wallet has a key for this nonce. */
  create(signer: string, nonce: string): ApiKey | null {
    const wallet = `${signer}/${nonce}`;
    if (this.#byWallet.has(wallet)) return null;
    const parts = [signer, nonce, this.#revocations.get(wallet) ?? 0] as const;
    const key: ApiKey = {
      apiKey: uuidOf(this.#seed, 'api-key', ...parts),
      secret: Buffer.from(digest(this.#seed, 'api-secret', ...parts), 'hex')
        .toString('base64')
        .replaceAll('+', '-')
        .replaceAll('/', '_'),
      passphrase: digest(this.#seed, 'api-passphrase', ...parts),
      signer,
      nonce,
    };
    this.#byWallet.set(wallet, key);
    this.#byId.set(key.apiKey, key);
    return key;
  }

  derive(signer: string, nonce: string): ApiKey | null {
    return this.#byWallet.get(`${signer}/${nonce}`) ?? null;
  }

  find(apiKey: string): ApiKey | null {
    return this.#byId.get(apiKey) ?? null;
  }

  of(signer: string): ApiKey[] {
    return [...this.#byId.values()].filter((key) => key.signer === signer);
  }

  revoke({ apiKey, signer, nonce }: ApiKey): void {
    const wallet = `${signer}/${nonce}`;
    this.#byId.delete(apiKey);
    this.#byWallet.delete(wallet);
    this.#revocations.set(wallet, (this.#revocations.get(wallet) ?? 0) + 1);
  }
}

/** Reference §5.2: URL-safe Base64 of HMAC-SHA256, padding kept. */
export function l2Signature(secret: string, message: string): string {
  const key = Buffer.from(secret.replaceAll('-', '+').replaceAll('_', '/'), 'base64');
  return createHmac('sha256', key).update(message).digest('base64').replaceAll('+', '-').replaceAll('/', '_');
}

export function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
