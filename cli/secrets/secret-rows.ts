import type { LoadedConfig } from '@pm-arbitrage/core/config/load-config.js';
import { storableSecrets } from '@pm-arbitrage/core/secrets/secret-name.js';
import type { SecretsKey } from '@pm-arbitrage/core/secrets/secrets-key.js';
import type { readSealedSecrets } from '@pm-arbitrage/core/secrets/stored-secrets.js';

/** A secret that may be stored, and where the one in force comes from. Nothing of it tells what it is. */
export interface SecretRow {
  readonly venue: string;
  readonly name: string;
  /** When it was stored, ISO; null: it is not. */
  readonly stored: string | null;
  /** Id of the key that sealed it; null where nothing is stored. */
  readonly key: string | null;
  /** `file`, a variable's name, `secrets`, or null: nothing is in force. */
  readonly from: string | null;
  /** What a person should know of it; empty when all is well. */
  readonly note: string;
}

/** @param key the configured one; null where none is */
export function secretRows(
  { config, sources }: LoadedConfig,
  sealed: Awaited<ReturnType<typeof readSealedSecrets>>,
  key: SecretsKey | null,
): readonly SecretRow[] {
  return storableSecrets.map(({ platform, name, variable }) => {
    const stored = sealed.get(platform)?.[name];
    const section: Readonly<Record<string, unknown>> = config.venues[platform];
    const above = [name, ...(name === 'privateKey' ? ['privateKeyPath'] : [])].find(
      (one) => (section[one] ?? null) !== null,
    );
    const from = above === undefined ? null : (sources.get(`venues.${platform}.${above}`) ?? 'default');
    const keyId = stored?.sealed.split(':')[1] ?? null;
    const opens = keyId !== null && keyId === key?.id;
    const note =
      stored === undefined
        ? ''
        : from !== null
          ? `${from} stands above it`
          : key === null
            ? 'cannot be opened: set SECRETS_KEY or SECRETS_KEY_FILE'
            : opens
              ? ''
              : `cannot be opened: it was sealed with another key than ${key.id}`;
    return {
      venue: platform,
      name,
      stored: stored === undefined ? null : new Date(stored.at).toISOString(),
      key: keyId,
      from: from ?? (opens ? 'secrets' : null),
      note: note || (stored === undefined && from === null ? `not set; ${variable}` : ''),
    };
  });
}
