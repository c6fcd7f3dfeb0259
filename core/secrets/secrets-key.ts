import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { SecretError } from './secret-error.js';

/** The key that seals stored secrets. Never printed, logged or stored. */
export interface SecretsKey {
  /** Tells keys apart without telling anything of them. */
  readonly id: string;
  /** 32 bytes, for AES-256. */
  readonly bytes: Buffer;
}

const HOW = 'It is 32 random bytes, as 64 hex digits or base64; make one with: secrets create-key FILE';

/** Reads a key as text. @param where how a person knows it @throws SecretError */
export function parseSecretsKey(text: string, where: string): SecretsKey {
  const written = text.trim();
  const bytes = /^[0-9a-f]{64}$/i.test(written) ? Buffer.from(written, 'hex') : Buffer.from(written, 'base64');
  const isBase64 = bytes.toString('base64').replace(/=+$/, '') === written.replace(/=+$/, '');
  if (bytes.length !== 32 || !(isBase64 || /^[0-9a-f]{64}$/i.test(written)))
    throw new SecretError('secrets.key', `${where} holds no key. ${HOW}`);
  return {
    id: createHash('sha256').update('pm-arbitrage secrets key').update(bytes).digest('hex').slice(0, 12),
    bytes,
  };
}

/** Reads a key file, which nobody but its owner may touch. @throws SecretError */
export function readSecretsKeyFile(path: string): SecretsKey {
  let text: string;
  try {
    const mode = statSync(path).mode & 0o777;
    if ((mode & 0o077) !== 0)
      throw new SecretError(
        'secrets.key-mode',
        `Others than you can read the key file ${path} (mode ${mode.toString(8)}); run: chmod 600 ${path}`,
      );
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof SecretError) throw cause;
    throw new SecretError('secrets.key-file', `Cannot read the key file ${path}. ${HOW}`, { path }, { cause });
  }
  return parseSecretsKey(text, `The key file ${path}`);
}

/** The configured key; null where none is. The variable stands above the file. @throws SecretError */
export function configuredSecretsKey(services: {
  readonly secretsKey: string | null;
  readonly secretsKeyFile: string | null;
}): SecretsKey | null {
  if (services.secretsKey !== null) return parseSecretsKey(services.secretsKey, 'SECRETS_KEY');
  return services.secretsKeyFile === null ? null : readSecretsKeyFile(services.secretsKeyFile);
}
