import { environmentKeys } from './environment.js';
import type { Config } from './schema.js';

/** Shorter ones are words of the language too, and hide nothing that anybody could not guess. */
const SHORTEST = 8;

/** The secrets of a configuration as texts by which they would be known: addresses whole and by what is in them. */
export function secretsOf(config: Partial<Config>): readonly string[] {
  const values = environmentKeys
    .filter(({ secret }) => secret)
    .map(({ path }) =>
      path.reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], config),
    );
  const backups = config.venues?.kalshi.backupKeys.map(({ privateKey }) => privateKey) ?? [];
  const known = [...values, ...backups].filter((value) => typeof value === 'string').flatMap(textsOf);
  // Longest first, so that no part of one is left over when another is a part of it.
  return [...new Set(known)].toSorted((a, b) => b.length - a.length);
}

function textsOf(secret: string): readonly string[] {
  const parts = secret.includes('\n') ? secret.split('\n').filter((line) => !line.startsWith('-----')) : [secret];
  if (URL.canParse(secret) && secret.includes('://')) parts.push(...partsOf(new URL(secret)));
  return parts
    .map((part) => part.trim())
    .filter((part) => part.length >= SHORTEST)
    .flatMap((part) => [part, encodeURIComponent(part)]);
}

/** Where addresses hold keys: the password, long pieces of the path, the values of the query. */
const partsOf = ({ password, pathname, searchParams }: URL): readonly string[] => [
  decodeURIComponent(password),
  ...pathname.split('/').filter((piece) => piece.length >= 16),
  ...searchParams.values(),
];

/** A text with `[redacted]` in the place of secrets: for what others wrote, who may repeat what they were sent. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  let hidden = text;
  for (const secret of secrets) if (hidden.includes(secret)) hidden = hidden.replaceAll(secret, '[redacted]');
  return hidden;
}
