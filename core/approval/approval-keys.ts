import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../errors/coded-error.js';

/** Thrown when a key is missing or no Ed25519 key; says which variable or file to mend. */
export class ApprovalKeyError extends CodedError {}

const PRIVATE_FILE = 'guardian.key.pem';
const PUBLIC_FILE = 'guardian.pub.pem';

function ed25519(key: KeyObject, place: string): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new ApprovalKeyError('approval.key-type', `${place} must hold an Ed25519 key, not ${key.asymmetricKeyType}`);
  }
  return key;
}

// Asked for with every approval; a key object does not change.
const keyIds = new WeakMap<KeyObject, string>();

/** Eight bytes of the public key's hash, hex: names a key in approvals without showing it. Takes either half. */
export function keyIdOf(key: KeyObject): string {
  const known = keyIds.get(key);
  if (known !== undefined) return known;
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  const id = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
  keyIds.set(key, id);
  return id;
}

/** Where the guardian's keys are: configured, or in the data folder. */
export interface KeySource {
  readonly dataDir: string;
  readonly guardianPrivateKey: string | null;
  readonly guardianPublicKey: string | null;
}

/** Makes the guardian's key pair in the data folder unless keys are configured or already there. */
export function ensureApprovalKeys(source: KeySource): void {
  const file = join(source.dataDir, PRIVATE_FILE);
  if (source.guardianPrivateKey !== null || source.guardianPublicKey !== null || existsSync(file)) return;
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  mkdirSync(source.dataDir, { recursive: true });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(join(source.dataDir, PUBLIC_FILE), publicKey.export({ type: 'spki', format: 'pem' }));
}

/** The key that only the guardian may read. @throws ApprovalKeyError */
export function loadPrivateKey(source: KeySource): KeyObject {
  const file = join(source.dataDir, PRIVATE_FILE);
  const pem = source.guardianPrivateKey ?? (existsSync(file) ? readFileSync(file, 'utf8') : null);
  if (pem === null) {
    throw new ApprovalKeyError(
      'approval.no-key',
      `No guardian key: set GUARDIAN_PRIVATE_KEY, or start once with ${file} writable`,
    );
  }
  return ed25519(createPrivateKey(pem), source.guardianPrivateKey ? 'GUARDIAN_PRIVATE_KEY' : file);
}

/** The key executors verify with. @throws ApprovalKeyError */
export function loadPublicKey(source: KeySource): KeyObject {
  const file = join(source.dataDir, PUBLIC_FILE);
  const pem = source.guardianPublicKey ?? (existsSync(file) ? readFileSync(file, 'utf8') : null);
  if (pem !== null) return ed25519(createPublicKey(pem), source.guardianPublicKey ? 'GUARDIAN_PUBLIC_KEY' : file);
  return createPublicKey(loadPrivateKey(source));
}
