import { computeAddress, Wallet } from 'ethers';
import { describe, expect, it } from 'vitest';
import { l2Signature } from './api-keys.js';
import type { SignedOrder } from './signed-order.js';
import { orderDomain, orderHash, orderSigner, provesWallet } from './typed-data.js';

const privateKey = `0x${'11'.repeat(32)}`;
const address = computeAddress(privateKey).toLowerCase();
const zero = `0x${'00'.repeat(32)}`;

const order: SignedOrder = {
  salt: '479249096354',
  maker: address,
  signer: address,
  tokenId: '12345678901234567890',
  makerAmount: '5200000',
  takerAmount: '10000000',
  side: 'BUY',
  signatureType: 0,
  timestamp: '1782753357257',
  metadata: zero,
  builder: zero,
  signature: '0x',
};
const standard = orderDomain({ version: 'v1', negRisk: false });
const negRisk = orderDomain({ version: 'v1', negRisk: true });
const second = orderDomain({ version: 'v2', negRisk: false });

// Vectors of reference §5.6.
const vectors = [
  {
    name: 'standard',
    domain: standard,
    hash: '0xeaa60b307fda489b3688da873c5c7278af9ab343d8a0e9ff0654603c37b03121',
    signature:
      '0x69f0b8aeadd95a58075915061ba5885a1e5f45f4f99cad378a29c1a4db73537f64198c694ae2f14b1a6deb4467f8fad680b4ca82d00f89a6e4686b8b123b2d3b1c',
  },
  {
    name: 'neg-risk',
    domain: negRisk,
    hash: '0xe8eeda5878344fa31f7feb617e735d8e28abf05c5c5a48dcfa0fbad005280607',
    signature:
      '0x203472df040fac320e3c14039364920bd20dbb319f3636c6b313d39c3b40efcc00e6ded81328deb3954af6d94f49a7396f8cf349a2b457b7925de91053db14021c',
  },
  {
    name: 'second generation',
    domain: second,
    hash: '0xff66141cc62d3a29cd9ec7fa65b531fde54630f32cd60b0a8e1ec8f53d72b0f0',
    signature:
      '0xecef6ca5b8bbca76e805e49d657efc54290ac3b5d53d4ebde20475067f7bd521403471095bdb426dfa5221197715496469bb39f59eddb292b8bb00384fbfba901c',
  },
];

describe('order signatures', () => {
  it.each(vectors)('of the $name domain have the published hash and signer', ({ domain, hash, signature }) => {
    expect(orderHash(domain, order)).toBe(hash);
    expect(orderSigner(domain, { ...order, signature })).toBe(address);
    for (const other of vectors.filter((one) => one.hash !== hash)) {
      expect(orderSigner(other.domain, { ...order, signature })).not.toBe(address);
    }
  });

  it('of a deposit wallet are recovered from their wrapper, and refused in another domain', () => {
    const wallet = '0x2222222222222222222222222222222222222222';
    const inner =
      'b1fbc15776ef02074716bf9be76af3673d14b1e9f2b0f4ac832bc3f6981e47565b4157407181330466cf2d5666fc7ea3ca2b61f1ced76d15b516ea0cc9f755751b';
    const type =
      'Order(uint256 salt,address maker,address signer,uint256 tokenId,uint256 makerAmount,uint256 takerAmount,uint8 side,uint8 signatureType,uint256 timestamp,bytes32 metadata,bytes32 builder)';
    const signature = [
      `0x${inner}`,
      '3264e159346253e26a64e00b69032db0e7d32f94628de3e6eecb50304d7af3d2',
      'f58a266b9ae0eb1df4d6022c202ceb3efacace13dc9818c60d93b149b875ef7a',
      Buffer.from(type).toString('hex'),
      '00ba',
    ].join('');
    const wrapped: SignedOrder = { ...order, maker: wallet, signer: wallet, signatureType: 3, signature };
    expect(orderHash(standard, wrapped)).toBe('0x72d372385066ba89de9e6d9233aa4290d9a7518d3f1259ef055e1395e2431b80');
    expect(orderSigner(standard, wrapped)).toBe(address);
    expect(orderSigner(negRisk, wrapped)).toBeNull();
    expect(orderSigner(standard, { ...wrapped, signature: `${signature.slice(0, -4)}00bb` })).toBeNull();
  });

  it('that are garbage have no signer', () => {
    expect(orderSigner(standard, { ...order, signature: `0x${'00'.repeat(65)}` })).toBeNull();
  });
});

describe('key authentication', () => {
  const signature =
    '0xb1fa1e1d3eac7b8cee76bc25c4d652a2cddad653a9fcd279fca8fe834e69b740327019466259dbe5963cd80ad2d4bb49c8aa102464af26791dd0764b2d3f0a6b1b';

  it('accepts the published wallet proof and no other timestamp, nonce or address', () => {
    const proof = { address, timestamp: '1782753357', nonce: '0', signature };
    expect(provesWallet(proof)).toBe(true);
    expect(provesWallet({ ...proof, timestamp: '1782753358' })).toBe(false);
    expect(provesWallet({ ...proof, nonce: '1' })).toBe(false);
    expect(provesWallet({ ...proof, address: Wallet.createRandom().address })).toBe(false);
  });

  it('signs requests as published', () => {
    const secret = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
    expect(l2Signature(secret, '1782753357GET/data/orders')).toBe('-DdN25T3dzyQhZbTTEsa2WTHqkgLzcRYOtttB0iqPlQ=');
    expect(l2Signature(secret, '1782753357DELETE/order{"orderID":"0xabc"}')).toBe(
      'FbWM5PaeLEw-z4SkOv6fAeooNIFNGT-uuy5jnqJHOQs=',
    );
  });
});
