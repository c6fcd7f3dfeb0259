import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Approval, SignedApproval } from '../domain/trade.js';
import type { Edge } from '../journal/edge/edge.js';
import { ensureApprovalKeys, type KeySource, loadPrivateKey, loadPublicKey } from './approval-keys.js';
import { signApproval } from './sign-approval.js';

export type SignApproval = (approval: Approval) => SignedApproval;

/** Signs with the key of this installation. The key lies beyond the edge: a replay has signatures and no key. @throws ApprovalKeyError */
export function approvalSigner(edge: Edge, source: KeySource): SignApproval {
  let key: KeyObject;
  edge.tell('open the approval key', null, () => {
    ensureApprovalKeys(source);
    key = loadPrivateKey(source);
  });
  return (approval) => ({
    approval,
    ...edge.draw('signature', () => {
      const { keyId, signature } = signApproval(approval, key);
      return { keyId, signature };
    }),
  });
}

/** The key that approvals are verified with. @throws ApprovalKeyError */
export function approvalVerifier(edge: Edge, source: KeySource): KeyObject {
  const pem = edge.draw('public approval key', () => {
    ensureApprovalKeys(source);
    return loadPublicKey(source).export({ type: 'spki', format: 'pem' }).toString();
  });
  return createPublicKey(pem);
}
