import { constants, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';

/** An API key of Kalshi. */
export interface KalshiCredentials {
  /** The key id, a UUID. */
  readonly keyId: string;
  /** PEM, RSA or Ed25519. */
  readonly privateKey: string;
}

/** Thrown when a private key cannot sign for Kalshi. Never carries the key. */
export class KalshiKeyError extends CodedError {}

/**
 * Signs requests: `timestamp + METHOD + path`, the path from the host root and without its query. RSA keys sign with
 * PSS and a salt of 32 bytes, Ed25519 keys plainly; the key itself decides, its PEM header does not (kalshi.md §3).
 */
export class KalshiSigner {
  /** The key id that signs. */
  readonly keyId: string;
  readonly #key: KeyObject;

  /** @throws KalshiKeyError when the text is no RSA or Ed25519 private key. */
  constructor(credentials: KalshiCredentials) {
    this.keyId = credentials.keyId;
    try {
      this.#key = createPrivateKey(credentials.privateKey);
    } catch {
      throw new KalshiKeyError(
        'kalshi.key',
        'the Kalshi private key is no PEM private key; paste the whole file that Kalshi gave, with its BEGIN and END lines',
      );
    }
    const type = this.#key.asymmetricKeyType;
    if (type !== 'rsa' && type !== 'ed25519') {
      throw new KalshiKeyError(
        'kalshi.key',
        `the Kalshi private key is of type ${type}; create an RSA or Ed25519 key in the account settings`,
        { type },
      );
    }
  }

  /** The three headers of a signed request. @param now Unix ms. */
  headers(method: string, path: string, now: number): Record<string, string> {
    const timestamp = String(now);
    const text = Buffer.from(timestamp + method + path);
    const signature =
      this.#key.asymmetricKeyType === 'rsa'
        ? sign('sha256', text, {
            key: this.#key,
            padding: constants.RSA_PKCS1_PSS_PADDING,
            saltLength: 32,
          })
        : sign(null, text, this.#key);
    return {
      'KALSHI-ACCESS-KEY': this.keyId,
      'KALSHI-ACCESS-TIMESTAMP': timestamp,
      'KALSHI-ACCESS-SIGNATURE': signature.toString('base64'),
    };
  }
}
