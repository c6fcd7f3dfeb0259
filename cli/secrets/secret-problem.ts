import { KalshiSigner } from '@pm-arbitrage/adapters/venues/kalshi/credentials.js';
import type { SecretName } from '@pm-arbitrage/core/secrets/secret-name.js';

type Problem = (value: string) => string | null;

const matches =
  (pattern: RegExp, what: string): Problem =>
  (value) =>
    pattern.test(value) ? null : `it must be ${what}`;

function pemProblem(value: string): string | null {
  try {
    const signer = new KalshiSigner({ keyId: 'checked before it is stored', privateKey: value });
    signer.headers('GET', '/', 0);
    return null;
  } catch {
    return 'it must be the private key as Kalshi gave it: PEM, from -----BEGIN to -----END';
  }
}

const problems: Readonly<Record<string, Problem>> = {
  'kalshi apiKeyId': matches(/^\S+$/, 'the id of the API key, without spaces'),
  'kalshi privateKey': pemProblem,
  'polymarket privateKey': matches(/^(0x)?[0-9a-f]{64}$/i, 'a private key: 64 hex digits, with or without 0x'),
  'polymarket funder': matches(/^0x[0-9a-f]{40}$/i, 'an address: 0x and 40 hex digits'),
  'polymarket rpcUrl': matches(/^(https?|wss?):\/\/\S+$/, 'an http(s) or ws(s) address'),
};

/** Why a value cannot be what it is to be stored as, or null. Never repeats the value. */
export function secretProblem({ platform, name }: SecretName, value: string): string | null {
  return problems[`${platform} ${name}`]?.(value) ?? null;
}
