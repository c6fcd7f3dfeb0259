import { json, type JsonRequest, type JsonResponse } from '../../http/json-server.js';
import type { Accounts } from './accounts.js';
import type { ApiCredentials, ApiKey, ApiKeys } from './api-keys.js';
import type { Authentication } from './authentication.js';

/** `/auth/*`: keys by wallet signature, then everything about them by key (reference §5.1). */
export class AuthRoutes {
  readonly #keys: ApiKeys;
  readonly #accounts: Accounts;
  readonly #authentication: Authentication;

  constructor(keys: ApiKeys, accounts: Accounts, authentication: Authentication) {
    this.#keys = keys;
    this.#accounts = accounts;
    this.#authentication = authentication;
  }

  /** @returns null for paths that need a key. */
  byWallet(request: JsonRequest): JsonResponse | null {
    const { method, path } = request;
    const creates = method === 'POST' && path === '/auth/api-key';
    if (!creates && !(method === 'GET' && path === '/auth/derive-api-key')) return null;
    const wallet = this.#authentication.l1(request);
    if (!wallet) return json({ error: 'Invalid L1 Request headers' }, 401);
    const key = creates
      ? this.#keys.create(wallet.signer, wallet.nonce)
      : this.#keys.derive(wallet.signer, wallet.nonce);
    if (key) return json(credentials(key));
    return json({ error: creates ? 'Could not create api key' : 'Could not derive api key!' }, 400);
  }

  byKey({ method, path }: JsonRequest, key: ApiKey): JsonResponse {
    if (method === 'GET' && path === '/auth/api-keys') {
      return json({ apiKeys: this.#keys.of(key.signer).map(({ apiKey }) => apiKey) });
    }
    if (method === 'GET' && path === '/auth/ban-status/closed-only') {
      return json({ closed_only: this.#accounts.standing(key.signer) === 'closed-only' });
    }
    if (method === 'DELETE' && path === '/auth/api-key') {
      this.#keys.revoke(key);
      return json('OK');
    }
    return json({ error: 'not found' }, 404);
  }
}

const credentials = ({ apiKey, secret, passphrase }: ApiCredentials): ApiCredentials => ({
  apiKey,
  secret,
  passphrase,
});
