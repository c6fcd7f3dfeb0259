import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Queries } from '../db/database.js';
import { venues } from '../db/schema/schema.js';
import type { Platform } from '../domain/platform.js';
import { SecretError } from './secret-error.js';

/** The secrets of one venue, by name, as the column `credentials` holds them: sealed, and when each was set, Unix ms. */
const sealedSecretsSchema = z.record(z.string(), z.object({ sealed: z.string(), at: z.int() }));
export type SealedSecrets = z.infer<typeof sealedSecretsSchema>;

/** Every sealed secret, by venue. With `lock`, nobody else changes them before the transaction ends. */
export async function readSealedSecrets(
  queries: Queries,
  { platform, lock = false }: { readonly platform?: Platform; readonly lock?: boolean } = {},
): Promise<ReadonlyMap<Platform, SealedSecrets>> {
  const asked = queries
    .select()
    .from(venues)
    .where(platform === undefined ? undefined : eq(venues.platform, platform));
  const rows = await (lock ? asked.for('update') : asked);
  return new Map(rows.map((row) => [row.platform, sealedSecretsOf(row.platform, row.credentials)] as const));
}

/** Dotted keys of the configuration that the database holds a secret for. Needs no secrets key, because nothing is opened. */
export async function storedSecretKeys(queries: Queries): Promise<ReadonlySet<string>> {
  const sealed = await readSealedSecrets(queries);
  return new Set(
    [...sealed].flatMap(([platform, secrets]) => Object.keys(secrets).map((name) => `venues.${platform}.${name}`)),
  );
}

/** Stores what a venue's secrets are now. Call it in the transaction that read them under lock. */
export async function writeSealedSecrets(
  queries: Queries,
  platform: Platform,
  secrets: SealedSecrets,
  now: number,
): Promise<void> {
  const credentials = Object.keys(secrets).length === 0 ? null : JSON.stringify(secrets);
  await queries
    .insert(venues)
    .values({ platform, credentials, updatedAt: now })
    .onConflictDoUpdate({ target: venues.platform, set: { credentials, updatedAt: now } });
}

function sealedSecretsOf(platform: Platform, text: string | null): SealedSecrets {
  if (text === null) return {};
  try {
    return sealedSecretsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new SecretError(
      'secrets.format',
      `The stored secrets of ${platform} cannot be read. Remove the row of ${platform} from the venues table, then store them anew with: secrets set`,
      { platform },
      { cause },
    );
  }
}
