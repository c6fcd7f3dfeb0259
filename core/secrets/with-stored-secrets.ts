import type { Config } from '../config/schema.js';
import type { Database } from '../db/database.js';
import type { Platform } from '../domain/platform.js';
import { openSecret } from './seal.js';
import { storableSecrets } from './secret-name.js';
import { configuredSecretsKey } from './secrets-key.js';
import { readSealedSecrets, type SealedSecrets } from './stored-secrets.js';

export interface WithSecrets {
  readonly config: Config;
  /** Dotted keys that were filled from storage. */
  readonly filled: readonly string[];
  /** Dotted keys that are stored and wanted, and stay shut because no key is configured. */
  readonly shut: readonly string[];
}

/**
 * The configuration with the stored secrets of some venues in the places that file and environment leave empty. What is
 * opened never leaves this process.
 * @throws SecretError when a key is configured and does not open what is stored
 */
export async function withStoredSecrets(
  config: Config,
  wanted: readonly Platform[],
  { queries }: Pick<Database, 'queries'>,
): Promise<WithSecrets> {
  const filled: string[] = [];
  const shut: string[] = [];
  if (wanted.length === 0) return { config, filled, shut };
  const key = configuredSecretsKey(config.services);
  const stored = await readSealedSecrets(queries);
  let { venues } = config;
  for (const platform of wanted) {
    for (const { name, sealed } of missingOf(config, platform, stored.get(platform) ?? {})) {
      const dotted = `venues.${platform}.${name}`;
      if (key === null) shut.push(dotted);
      else {
        const secret = openSecret(sealed, { platform, name }, key);
        venues = { ...venues, [platform]: { ...venues[platform], [name]: secret } };
        filled.push(dotted);
      }
    }
  }
  return { config: { ...config, venues }, filled, shut };
}

/** The stored secrets of a venue that nothing stands above. */
function missingOf(config: Config, platform: Platform, sealed: SealedSecrets) {
  const section: Readonly<Record<string, unknown>> = config.venues[platform];
  return storableSecrets.flatMap(({ name, platform: of }) => {
    const stored = of === platform ? sealed[name] : undefined;
    // A file of a key is a key.
    const isSet = section[name] !== null || (name === 'privateKey' && (section['privateKeyPath'] ?? null) !== null);
    return stored === undefined || isSet ? [] : [{ name, sealed: stored.sealed }];
  });
}
