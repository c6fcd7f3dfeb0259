import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Approval } from '../domain/trade.js';
import { ApprovalKeyError, ensureApprovalKeys, loadPrivateKey, loadPublicKey } from './approval-keys.js';
import { canonicalJson } from './canonical-json.js';
import { approvalProblem, signApproval } from './sign-approval.js';

const approval = {
  approvalId: 'a',
  tradeId: 't',
  maxCost: 1_000_000,
  legs: [{ market: 'kalshi:A', side: 'yes', limitPrice: 4_500 }],
} as unknown as Approval;

const source = () => ({
  dataDir: mkdtempSync(join(tmpdir(), 'keys-')),
  guardianPrivateKey: null,
  guardianPublicKey: null,
});

describe('approval signatures', () => {
  it('verify for the signer, whatever the order of the keys on the way', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const signed = signApproval(approval, privateKey);
    const travelled = JSON.parse(canonicalJson(signed)) as typeof signed;
    expect(approvalProblem(travelled, publicKey)).toBeNull();
  });

  it('refuse a changed amount, a deep change, and another key', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const signed = signApproval(approval, privateKey);
    const richer = { ...signed, approval: { ...approval, maxCost: 2_000_000 } as Approval };
    expect(approvalProblem(richer, publicKey)).toMatch(/does not belong/);
    const flipped = structuredClone(signed);
    (flipped.approval.legs[0] as { side: string }).side = 'no';
    expect(approvalProblem(flipped, publicKey)).toMatch(/does not belong/);
    expect(approvalProblem(signed, generateKeyPairSync('ed25519').publicKey)).toMatch(/not the guardian's/);
  });

  it('makes keys once, the private one readable by its owner only', () => {
    const place = source();
    ensureApprovalKeys(place);
    const first = loadPrivateKey(place).export({ type: 'pkcs8', format: 'pem' });
    ensureApprovalKeys(place);
    expect(loadPrivateKey(place).export({ type: 'pkcs8', format: 'pem' })).toBe(first);
    expect(statSync(join(place.dataDir, 'guardian.key.pem')).mode & 0o077).toBe(0);
    expect(approvalProblem(signApproval(approval, loadPrivateKey(place)), loadPublicKey(place))).toBeNull();
  });

  it('says what to do when there is no key, or one of another kind', () => {
    expect(() => loadPrivateKey(source())).toThrow(/GUARDIAN_PRIVATE_KEY/);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    expect(() => loadPrivateKey({ ...source(), guardianPrivateKey: String(rsa) })).toThrow(ApprovalKeyError);
  });
});
