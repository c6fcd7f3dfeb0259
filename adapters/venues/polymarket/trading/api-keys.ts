import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import { isBody } from '../../kalshi/read-fields.js';
import { text } from '../gamma-fields.js';
import type { HttpLine } from '../../../transport/http-line.js';
import { type ApiCredentials, RequestSigner, walletHeaders } from './api-credentials.js';
import type { OrderSigner } from './order-signer.js';

/** One API key of the wallet. */
export interface ApiKey {
  readonly nonce: number;
  readonly signer: RequestSigner;
  /** Its `owner` in orders. */
  readonly id: string;
}

export interface ApiKeysOptions {
  readonly line: HttpLine;
  readonly signer: OrderSigner;
  readonly chainId: number;
  /** In order of preference. */
  readonly nonces: readonly number[];
  readonly clock: Clock;
  readonly log: Logger;
}

const PATIENCE_MS = 5_000;
/** A key that was refused is asked for again after this, ms. */
const REFUSED_MS = 60_000;

/** The API keys of the wallet: made of its signature when first needed, the next one used when one fails. */
export class ApiKeys {
  readonly #options: ApiKeysOptions;
  readonly #keys = new Map<number, ApiKey>();
  readonly #refused = new Map<number, { readonly until: number; readonly reason: string }>();
  readonly #limitedUntil = new Map<number, number>();
  readonly #ids = new Set<string>();
  #loading: Promise<readonly ApiKey[]> | null = null;

  constructor(options: ApiKeysOptions) {
    this.#options = options;
  }

  /** Whether an owner named in an order or trade is one of ours. */
  owns(apiKey: string): boolean {
    return this.#ids.has(apiKey);
  }

  /** Every key that works, best first. @throws CodedError when there is none. */
  async all(): Promise<readonly ApiKey[]> {
    const { nonces } = this.#options;
    if (nonces.every((nonce) => this.#keys.has(nonce) || this.#isRefused(nonce))) {
      const ready = this.#ready();
      if (ready.length > 0) return ready;
    }
    this.#loading ??= this.#load().finally(() => (this.#loading = null));
    return this.#loading;
  }

  /** The key to order with: the first that is not limited now. */
  async best(): Promise<ApiKey> {
    const keys = await this.all();
    const now = this.#options.clock.monotonic();
    return keys.find(({ nonce }) => (this.#limitedUntil.get(nonce) ?? 0) <= now) ?? (keys[0] as ApiKey);
  }

  /** The venue does not accept this key: it is left alone for a while, then asked for again. */
  refuse({ nonce }: ApiKey, reason: string): void {
    this.#options.log.warn({ nonce, reason }, 'polymarket refuses an API key');
    this.#keys.delete(nonce);
    this.#refused.set(nonce, { until: this.#options.clock.monotonic() + REFUSED_MS, reason });
  }

  /** The venue limits this key: others are used first. */
  limit({ nonce }: ApiKey, forMs: number): void {
    this.#limitedUntil.set(nonce, this.#options.clock.monotonic() + forMs);
  }

  #ready(): ApiKey[] {
    return this.#options.nonces.flatMap((nonce) => this.#keys.get(nonce) ?? []);
  }

  #isRefused(nonce: number): boolean {
    return (this.#refused.get(nonce)?.until ?? 0) > this.#options.clock.monotonic();
  }

  async #load(): Promise<readonly ApiKey[]> {
    const problems: string[] = [];
    for (const nonce of this.#options.nonces) {
      if (this.#keys.has(nonce)) continue;
      // With no other key left even one that was just refused is worth a question.
      if (this.#isRefused(nonce) && this.#keys.size > 0) continue;
      const made = await this.#obtain(nonce);
      if (typeof made === 'string') {
        problems.push(made);
        this.#refused.set(nonce, { until: this.#options.clock.monotonic() + REFUSED_MS, reason: made });
        continue;
      }
      this.#refused.delete(nonce);
      this.#keys.set(nonce, { nonce, id: made.apiKey, signer: new RequestSigner(made, this.#options.signer.address) });
      this.#ids.add(made.apiKey);
    }
    const ready = this.#ready();
    if (ready.length > 0) {
      for (const problem of problems) this.#options.log.warn({ problem }, 'a polymarket API key cannot be had');
      return ready;
    }
    throw new CodedError(
      'polymarket.api-key',
      `Polymarket gives the wallet ${this.#options.signer.address} no API key (${problems.join('; ')}); log in with this wallet on polymarket.com once, and check venues.polymarket.privateKey and apiNonces`,
      { address: this.#options.signer.address },
    );
  }

  /** Derives the key of a nonce, or creates it the first time. @returns what went wrong where neither works. */
  async #obtain(nonce: number): Promise<ApiCredentials | string> {
    const derived = await this.#ask('GET', '/auth/derive-api-key', nonce);
    if (typeof derived !== 'string') return derived;
    const created = await this.#ask('POST', '/auth/api-key', nonce);
    return typeof created === 'string' ? `nonce ${nonce}: ${derived}; ${created}` : created;
  }

  async #ask(method: 'GET' | 'POST', path: string, nonce: number): Promise<ApiCredentials | string> {
    const { chainId, clock, line, signer } = this.#options;
    const headers = await walletHeaders(signer.wallet, chainId, nonce, clock.now());
    const answer = await line.request({ method, path, headers, timeoutMs: PATIENCE_MS });
    let body: unknown;
    try {
      body = JSON.parse(answer.text);
    } catch {
      body = undefined;
    }
    if (isBody(body)) {
      const credentials = {
        apiKey: text(body['apiKey']),
        secret: text(body['secret']),
        passphrase: text(body['passphrase']),
      };
      if (answer.status === 200 && Object.values(credentials).every((value) => value !== '')) return credentials;
    }
    const reason = isBody(body) && answer.status !== 200 ? text(body['error']) : 'an answer without credentials';
    return `${method} ${path} was answered with HTTP ${answer.status} ${reason}`;
  }
}
