import { generateKeyPairSync } from 'node:crypto';
import { json, type JsonRequest, type JsonResponse } from '../../http/json-server.js';
import type { ApiKey, KeyRing, KeyScope } from '../signature.js';
import type { Account } from './account.js';
import { Fields } from './fields.js';
import { refusals } from './refusal.js';

const SCOPES: readonly KeyScope[] = [
  'read',
  'write',
  'read::portfolio_balance',
  'read::block_trade_accept',
  'write::trade',
  'write::transfer',
  'write::block_trade_accept',
];

/** API keys of an account (reference §3.3). */
export class KeyRoutes {
  readonly #keys: KeyRing;
  readonly #newId: () => string;

  constructor(keys: KeyRing, newId: () => string) {
    this.#keys = keys;
    this.#newId = newId;
  }

  /** @returns null when the path is not one of these. @throws Refusal */
  handle(account: Account, path: string, { method, body }: JsonRequest): JsonResponse | null {
    if (method === 'GET' && path === '/api_keys') return json({ api_keys: this.#keys.of(account.id).map(keyJson) });
    if (method === 'POST' && path === '/api_keys/generate') return this.#generate(account, Fields.parse(body));
    const [, id] = /^\/api_keys\/([^/]+)$/.exec(path) ?? [];
    if (method !== 'DELETE' || id === undefined) return null;
    if (!this.#keys.of(account.id).some((key) => key.id === id)) throw refusals.notFound();
    this.#keys.revoke(id);
    return { status: 204, body: undefined };
  }

  #generate(account: Account, fields: Fields): JsonResponse {
    const scopes = fields.has('scopes') ? fields.list('scopes') : ['read', 'write'];
    const known = SCOPES.filter((scope) => scopes.includes(scope));
    if (known.length !== scopes.length) throw refusals.invalidParameters('unknown scope');
    const ed25519 = fields.has('key_type') && fields.oneOf('key_type', ['rsa', 'ed25519']) === 'ed25519';
    const pair = ed25519 ? generateKeyPairSync('ed25519') : generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const id = this.#newId();
    this.#keys.register(account.id, {
      id,
      name: fields.text('name'),
      scopes: known,
      publicKeyPem: pair.publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    });
    return json(
      { api_key_id: id, private_key: pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString() },
      201,
    );
  }
}

const keyJson = ({ id, name, scopes }: ApiKey) => ({ api_key_id: id, name, scopes });

/** @throws Refusal when a key lacks the scope of a request: `read` or `write`, or the child that covers the path. */
export function requireScope(key: ApiKey, method: string, path: string): void {
  const child: KeyScope | null =
    method === 'GET'
      ? path === '/portfolio/balance'
        ? 'read::portfolio_balance'
        : null
      : /^\/portfolio\/(?:events\/orders|order_groups)/.test(path)
        ? 'write::trade'
        : path.includes('transfer')
          ? 'write::transfer'
          : null;
  const parent: KeyScope = method === 'GET' ? 'read' : 'write';
  if (key.scopes.includes(parent) || (child !== null && key.scopes.includes(child))) return;
  throw refusals.forbidden(`the API key lacks the scope ${parent}`);
}
