import { readFileSync } from 'node:fs';
import type { Config } from '@pm-arbitrage/core/config/schema.js';

/** The key of Kalshi as configured; null where there is none. @throws when its file cannot be read */
export function kalshiCredentials(kalshi: Config['venues']['kalshi']): { keyId: string; privateKey: string } | null {
  const { apiKeyId, privateKey, privateKeyPath } = kalshi;
  if (apiKeyId === null) return null;
  const pem = privateKey ?? (privateKeyPath === null ? null : readFileSync(privateKeyPath, 'utf8'));
  return pem === null ? null : { keyId: apiKeyId, privateKey: pem };
}
