import { createPrivateKey, createPublicKey } from 'node:crypto';
import { digest, uuidOf } from '../world/identifiers.js';

/** DER of an Ed25519 PKCS #8 key up to its 32 secret bytes (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export interface DemoKey {
  readonly id: string;
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
}

/**
 * The API key of the demo account. It follows from the seed, so clients keep their key when the simulator restarts;
 * it protects nothing but a loopback port.
 */
export function demoKey(seed: number): DemoKey {
  const der = Buffer.concat([PKCS8_PREFIX, Buffer.from(digest(seed, 'kalshi-demo-key'), 'hex')]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return {
    id: uuidOf(seed, 'kalshi-demo-key'),
    privateKeyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicKeyPem: createPublicKey(privateKey).export({ format: 'pem', type: 'spki' }).toString(),
  };
}
