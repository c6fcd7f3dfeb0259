import { type KeyObject, sign, verify } from 'node:crypto';
import type { Approval, SignedApproval } from '../domain/trade.js';
import { keyIdOf } from './approval-keys.js';
import { canonicalJson } from './canonical-json.js';

const bytesOf = (approval: Approval) => Buffer.from(canonicalJson(approval), 'utf8');

/** Signs an approval with the guardian's Ed25519 key. */
export function signApproval(approval: Approval, privateKey: KeyObject): SignedApproval {
  return {
    approval,
    keyId: keyIdOf(privateKey),
    signature: sign(null, bytesOf(approval), privateKey).toString('base64'),
  };
}

/** Why an approval must not be acted on, or null when the guardian signed exactly these words. */
export function approvalProblem(signed: SignedApproval, publicKey: KeyObject): string | null {
  if (signed.keyId !== keyIdOf(publicKey)) return `signed with key ${signed.keyId}, not the guardian's`;
  const valid = verify(null, bytesOf(signed.approval), publicKey, Buffer.from(signed.signature, 'base64'));
  return valid ? null : 'the signature does not belong to these words';
}
