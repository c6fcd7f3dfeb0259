import type { Database } from '../db/database.js';
import { venues } from '../db/schema/schema.js';
import { openSecret, sealSecret } from './seal.js';
import type { SecretName } from './secret-name.js';
import type { SecretsKey } from './secrets-key.js';
import { readSealedSecrets, type SealedSecrets, writeSealedSecrets } from './stored-secrets.js';

/** Stores a secret, over the one that was there. `now` Unix ms. @throws SecretError */
export async function putSecret(
  database: Database,
  place: SecretName,
  secret: string,
  { key, now }: { readonly key: SecretsKey; readonly now: number },
): Promise<void> {
  const { platform, name } = place;
  await change(database, platform, now, (known) => ({
    ...known,
    [name]: { sealed: sealSecret(secret, place, key), at: now },
  }));
}

/** @returns whether there was one. Needs no key: forgetting is always allowed. */
export async function removeSecret(database: Database, { platform, name }: SecretName, now: number): Promise<boolean> {
  let found = false;
  await change(database, platform, now, ({ [name]: gone, ...rest }) => {
    found = gone !== undefined;
    return rest;
  });
  return found;
}

/**
 * Seals every stored secret anew with another key, all of them or none.
 * @param dryRun opens and seals everything, and stores nothing
 * @returns how many. @throws SecretError when one does not open with the key that was; then nothing is changed
 */
export function rotateSecrets(
  database: Database,
  {
    from,
    to,
    now,
    dryRun = false,
  }: { readonly from: SecretsKey; readonly to: SecretsKey; readonly now: number; readonly dryRun?: boolean },
): Promise<number> {
  return database.transaction(async (queries) => {
    let count = 0;
    for (const [platform, known] of await readSealedSecrets(queries, { lock: true })) {
      const anew: SealedSecrets = {};
      for (const [name, { sealed, at }] of Object.entries(known)) {
        const place = { platform, name };
        anew[name] = { sealed: sealSecret(openSecret(sealed, place, from), place, to), at };
        count++;
      }
      if (!dryRun) await writeSealedSecrets(queries, platform, anew, now);
    }
    return count;
  });
}

function change(
  database: Database,
  platform: SecretName['platform'],
  now: number,
  next: (known: SealedSecrets) => SealedSecrets,
): Promise<void> {
  return database.transaction(async (queries) => {
    // There must be a row to lock, or of two who set at once one would be forgotten.
    await queries.insert(venues).values({ platform, credentials: null, updatedAt: now }).onConflictDoNothing();
    const known = (await readSealedSecrets(queries, { platform, lock: true })).get(platform) ?? {};
    await writeSealedSecrets(queries, platform, next(known), now);
  });
}
