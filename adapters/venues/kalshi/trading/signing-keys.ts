import { readFileSync } from 'node:fs';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { type KalshiCredentials, KalshiKeyError, KalshiSigner } from '../credentials.js';

type KalshiConfig = Config['venues']['kalshi'];
type KeyConfig = KalshiConfig['backupKeys'][number];

/** The keys of the account in order of preference: when one is refused or limited, the next takes over. */
export class SigningKeys {
  readonly all: readonly KalshiSigner[];
  #active = 0;

  /** @throws KalshiKeyError when there is no key, or one cannot sign. */
  constructor(credentials: readonly KalshiCredentials[]) {
    if (credentials.length === 0)
      throw new KalshiKeyError(
        'kalshi.no-key',
        'orders at Kalshi need an API key; set venues.kalshi.apiKeyId and privateKeyPath (or privateKey)',
      );
    this.all = credentials.map((one) => new KalshiSigner(one));
  }

  /** @throws KalshiKeyError as the constructor, or when a key file cannot be read. */
  static of({ apiKeyId, privateKey, privateKeyPath, backupKeys }: KalshiConfig): SigningKeys {
    const first = apiKeyId === null ? [] : [{ apiKeyId, privateKey, privateKeyPath }];
    return new SigningKeys([...first, ...backupKeys].map(readKey));
  }

  get active(): KalshiSigner {
    return this.all[this.#active] as KalshiSigner;
  }

  /** The venue did not take this key: the next one signs from now on. @returns whether another one took over. */
  pass(refused: KalshiSigner): boolean {
    if (this.all.length === 1) return false;
    // Requests that were under way together are refused together; that is one reason to pass, not several.
    if (refused === this.active) this.#active = (this.#active + 1) % this.all.length;
    return true;
  }
}

function readKey({ apiKeyId, privateKey, privateKeyPath }: KeyConfig): KalshiCredentials {
  if (privateKey !== null) return { keyId: apiKeyId, privateKey };
  if (privateKeyPath === null)
    throw new KalshiKeyError(
      'kalshi.no-key',
      `the Kalshi API key ${apiKeyId} has no private key; set its privateKeyPath or privateKey`,
    );
  try {
    return { keyId: apiKeyId, privateKey: readFileSync(privateKeyPath, 'utf8') };
  } catch (error) {
    throw new KalshiKeyError(
      'kalshi.no-key',
      `the private key of the Kalshi API key ${apiKeyId} cannot be read: ${messageOf(error)}`,
      {},
      { cause: error },
    );
  }
}
