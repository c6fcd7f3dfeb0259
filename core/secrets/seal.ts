import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SecretError } from './secret-error.js';
import type { SecretName } from './secret-name.js';
import type { SecretsKey } from './secrets-key.js';

/* AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits and a tag of 128: "v1:<key id>:<nonce>:<text and tag>". */

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a sealed secret is bound to: put under another venue or name, it does not open. */
const boundTo = ({ platform, name }: SecretName): Buffer =>
  Buffer.from(`pm-arbitrage\0secret\0v1\0${platform}\0${name}`);

export function sealSecret(secret: string, place: SecretName, key: SecretsKey): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(place));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return ['v1', key.id, nonce.toString('base64url'), sealed.toString('base64url')].join(':');
}

/** @throws SecretError when the key is another one, or anything of it was changed or moved */
export function openSecret(sealed: string, place: SecretName, key: SecretsKey): string {
  const of = `${place.platform} ${place.name}`;
  const [version, keyId, nonce = '', body = ''] = sealed.split(':');
  if (version !== 'v1')
    throw new SecretError('secrets.format', `The stored secret ${of} is of no known format; set it again`);
  if (keyId !== key.id)
    throw new SecretError(
      'secrets.other-key',
      `The stored secret ${of} was sealed with key ${keyId}, not with the configured one (${key.id}). Set SECRETS_KEY or SECRETS_KEY_FILE to that key, or store the secret anew: secrets set ${of}`,
    );
  try {
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(nonce, 'base64url'), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(boundTo(place));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new SecretError(
      'secrets.altered',
      `The stored secret ${of} was altered or moved from another place; store it anew: secrets set ${of}, and find out who writes to the venues table`,
      { ...place },
      { cause },
    );
  }
}
