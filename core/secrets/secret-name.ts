import { environmentKeys } from '../config/environment.js';
import { type Platform, platforms } from '../domain/platform.js';
import { SecretError } from './secret-error.js';

/** A secret's place: the venue it belongs to, and its key in that venue's section of the configuration. */
export interface SecretName {
  readonly platform: Platform;
  readonly name: string;
}

/** No secrets, but worth nothing without them, and needed beside them. */
const COMPANIONS: readonly string[] = ['KALSHI_API_KEY_ID', 'POLYMARKET_FUNDER'];

/** Everything that may be stored, with the variable that stands above it. */
export const storableSecrets: readonly (SecretName & { readonly variable: string })[] = environmentKeys.flatMap(
  ({ path: [section, platform, name], secret, variable }) => {
    const known = platforms.find((one) => one === platform);
    const stored = section === 'venues' && (secret || COMPANIONS.includes(variable));
    return stored && known !== undefined && name !== undefined ? [{ platform: known, name, variable }] : [];
  },
);

/** The place of a secret that may be stored. @throws SecretError that names those that may */
export function secretName(platform: string, name: string): SecretName {
  const found = storableSecrets.find((one) => one.platform === platform && one.name === name);
  if (found) return { platform: found.platform, name: found.name };
  const known = storableSecrets.map((one) => `${one.platform} ${one.name}`).join(', ');
  throw new SecretError('secrets.unknown', `There is no secret "${platform} ${name}" to store; choose one of ${known}`);
}
