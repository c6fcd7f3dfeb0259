import {
  Chain,
  createL1Headers,
  createL2Headers,
  OrderBuilder,
  Side,
  SignatureTypeV2,
} from '@polymarket/clob-client-v2';
import { TypedDataEncoder, Wallet } from 'ethers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestSigner, walletHeaders } from './api-credentials.js';
import { contractsOf, exchangeOf } from './contracts.js';
import { OrderSigner, PolymarketWalletError } from './order-signer.js';
import type { OrderStruct } from './order-struct.js';

const KEY = `0x${'11'.repeat(32)}`;
const ADDRESS = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A';
const WALLET = '0x2222222222222222222222222222222222222222';
const contracts = contractsOf(137);
const signerOf = (signatureType: 0 | 1 | 2 | 3, funder: string | null = signatureType === 0 ? null : WALLET) =>
  new OrderSigner({ privateKey: KEY, signatureType, funder, chainId: 137 });

const order: OrderStruct = {
  salt: 479_249_096_354,
  maker: ADDRESS,
  signer: ADDRESS,
  tokenId: '12345678901234567890',
  makerAmount: 5_200_000n,
  takerAmount: 10_000_000n,
  side: 'BUY',
  signatureType: 0,
  timestamp: 1_782_753_357_257,
};

const orderType = [
  ['salt', 'uint256'],
  ['maker', 'address'],
  ['signer', 'address'],
  ['tokenId', 'uint256'],
  ['makerAmount', 'uint256'],
  ['takerAmount', 'uint256'],
  ['side', 'uint8'],
  ['signatureType', 'uint8'],
  ['timestamp', 'uint256'],
  ['metadata', 'bytes32'],
  ['builder', 'bytes32'],
].map(([name, type]) => ({ name: name as string, type: type as string }));
const officialTypes = [
  SignatureTypeV2.EOA,
  SignatureTypeV2.POLY_PROXY,
  SignatureTypeV2.POLY_GNOSIS_SAFE,
  SignatureTypeV2.POLY_1271,
] as const;
const zero = `0x${'0'.repeat(64)}`;

describe('an order', () => {
  it.each([
    [
      'standard',
      '0xeaa60b307fda489b3688da873c5c7278af9ab343d8a0e9ff0654603c37b03121',
      '0x69f0b8aeadd95a58075915061ba5885a1e5f45f4f99cad378a29c1a4db73537f64198c694ae2f14b1a6deb4467f8fad680b4ca82d00f89a6e4686b8b123b2d3b1c',
    ],
    [
      'neg-risk',
      '0xe8eeda5878344fa31f7feb617e735d8e28abf05c5c5a48dcfa0fbad005280607',
      '0x203472df040fac320e3c14039364920bd20dbb319f3636c6b313d39c3b40efcc00e6ded81328deb3954af6d94f49a7396f8cf349a2b457b7925de91053db14021c',
    ],
    [
      'v3',
      '0xff66141cc62d3a29cd9ec7fa65b531fde54630f32cd60b0a8e1ec8f53d72b0f0',
      '0xecef6ca5b8bbca76e805e49d657efc54290ac3b5d53d4ebde20475067f7bd521403471095bdb426dfa5221197715496469bb39f59eddb292b8bb00384fbfba901c',
    ],
  ] as const)('for the %s exchange is signed like the reference vector', (name, orderId, signature) => {
    expect(signerOf(0).sign(order, contracts.exchanges[name])).toEqual({ orderId, signature });
  });

  it('of a deposit wallet is wrapped like the reference vector', () => {
    const exchange = contracts.exchanges.standard;
    const signed = signerOf(3).sign({ ...order, maker: WALLET, signer: WALLET, signatureType: 3 }, exchange);
    expect(signed.orderId).toBe('0x72d372385066ba89de9e6d9233aa4290d9a7518d3f1259ef055e1395e2431b80');
    expect(signed.signature.slice(0, 132)).toBe(
      '0xb1fbc15776ef02074716bf9be76af3673d14b1e9f2b0f4ac832bc3f6981e47565b4157407181330466cf2d5666fc7ea3ca2b61f1ced76d15b516ea0cc9f755751b',
    );
    expect(signed.signature.slice(196, 260)).toBe('f58a266b9ae0eb1df4d6022c202ceb3efacace13dc9818c60d93b149b875ef7a');
    expect(signed.signature).toHaveLength(2 + 317 * 2);
  });

  it('is signed to the byte like the official client and hashed like ethers, whatever it says', async () => {
    const wallet = new Wallet(KEY);
    const official = {
      getAddress: async () => wallet.address,
      _signTypedData: (domain: object, types: Record<string, { name: string; type: string }[]>, value: object) =>
        wallet.signTypedData(domain, types, value),
    };
    const domains = [
      { version: 2, negRisk: false, name: 'standard' },
      { version: 2, negRisk: true, name: 'neg-risk' },
      { version: 3, negRisk: false, name: 'v3' },
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...domains),
        fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
        fc.constantFrom(Side.BUY, Side.SELL),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 500, max: 100_000 }),
        fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }),
        async ({ version, negRisk, name }, signatureType, side, cents, hundredths, token) => {
          const signer = signerOf(signatureType);
          const builder = new OrderBuilder(official, Chain.POLYGON, officialTypes[signatureType], signer.funder);
          const made = await builder.buildOrder(
            { tokenID: String(token), price: cents / 100, size: hundredths / 100, side },
            { tickSize: '0.01', negRisk },
            version,
          );
          if (!('timestamp' in made)) throw new Error('the official client made an order of CLOB V1');
          const struct: OrderStruct = {
            salt: Number(made.salt),
            maker: signer.funder,
            signer: signer.orderSigner,
            tokenId: String(token),
            makerAmount: BigInt(side === Side.BUY ? cents * hundredths * 100 : hundredths * 10_000),
            takerAmount: BigInt(side === Side.BUY ? hundredths * 10_000 : cents * hundredths * 100),
            side,
            signatureType,
            timestamp: Number(made.timestamp),
          };
          const exchange = contracts.exchanges[name];
          const signed = signer.sign(struct, exchange);
          expect([String(struct.makerAmount), String(struct.takerAmount)]).toEqual([
            made.makerAmount,
            made.takerAmount,
          ]);
          expect(signed.signature).toBe(made.signature);
          expect(signed.orderId).toBe(
            TypedDataEncoder.hash(
              {
                name: 'Polymarket CTF Exchange',
                version: String(version),
                chainId: 137,
                verifyingContract: exchange.address,
              },
              { Order: orderType },
              { ...struct, side: side === Side.BUY ? 0 : 1, metadata: zero, builder: zero },
            ),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the exchange of a market', () => {
  const routing = {
    platform: 'polymarket' as const,
    version: 'v1' as const,
    negRisk: false,
    yesToken: '1',
    noToken: '2',
  };

  it('follows its version, and neg-risk within the first', () => {
    expect(exchangeOf(contracts, routing).name).toBe('standard');
    expect(exchangeOf(contracts, { ...routing, negRisk: true }).name).toBe('neg-risk');
    expect(exchangeOf(contracts, { ...routing, version: 'v2', negRisk: true }).name).toBe('v3');
  });

  it('is not guessed', () => {
    expect(() => exchangeOf(contracts, { ...routing, version: 'unknown' })).toThrow(/protocol version/);
    expect(() => contractsOf(1)).toThrow(/137/);
  });

  it('has the domain separators of the reference', () => {
    const hex = (name: 'standard' | 'neg-risk' | 'v3') =>
      Buffer.from(contracts.exchanges[name].domainSeparator).toString('hex');
    expect([hex('standard'), hex('neg-risk'), hex('v3')]).toEqual([
      '3264e159346253e26a64e00b69032db0e7d32f94628de3e6eecb50304d7af3d2',
      '9b858f53327b0bd13af8ec14cfb35234fb9eb7b0504d1a4e61f433840d30e81a',
      '466c63910185bbd55e8679264200c4e0abdcbb0c6264eb3d41d13326022e095b',
    ]);
  });
});

describe('headers', () => {
  const wallet = new Wallet(KEY);
  const official = {
    getAddress: async () => wallet.address,
    _signTypedData: (domain: object, types: Record<string, { name: string; type: string }[]>, value: object) =>
      wallet.signTypedData(domain, types, value),
  };

  it('prove the wallet like the official client', async () => {
    const ours = await walletHeaders(wallet, 137, 0, 1_782_753_357_999);
    expect(ours).toEqual(await createL1Headers(official, Chain.POLYGON, 0, 1_782_753_357));
    expect(ours['POLY_SIGNATURE']).toBe(
      '0xb1fa1e1d3eac7b8cee76bc25c4d652a2cddad653a9fcd279fca8fe834e69b740327019466259dbe5963cd80ad2d4bb49c8aa102464af26791dd0764b2d3f0a6b1b',
    );
  });

  it('prove the API key like the official client', async () => {
    const credentials = { apiKey: 'k', secret: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=', passphrase: 'p' };
    const signer = new RequestSigner(credentials, ADDRESS);
    const bare = signer.headers('GET', '/data/orders', '', 1_782_753_357_000);
    expect(bare['POLY_SIGNATURE']).toBe('-DdN25T3dzyQhZbTTEsa2WTHqkgLzcRYOtttB0iqPlQ=');
    const cancel = signer.headers('DELETE', '/order', '{"orderID":"0xabc"}', 1_782_753_357_000);
    expect(cancel['POLY_SIGNATURE']).toBe('FbWM5PaeLEw-z4SkOv6fAeooNIFNGT-uuy5jnqJHOQs=');
    expect(cancel).toEqual(
      await createL2Headers(
        official,
        { key: 'k', secret: credentials.secret, passphrase: 'p' },
        { method: 'DELETE', requestPath: '/order', body: '{"orderID":"0xabc"}' },
        1_782_753_357,
      ),
    );
  });
});

describe('a wallet that cannot sign', () => {
  it.each([
    ['no key', { privateKey: null, signatureType: 0 as const, funder: null }, /privateKey/],
    ['a damaged key', { privateKey: '0x12', signatureType: 0 as const, funder: null }, /64 hex digits/],
    ['no funder', { privateKey: KEY, signatureType: 2 as const, funder: null }, /venues.polymarket.funder/],
    ['a funder it does not need', { privateKey: KEY, signatureType: 0 as const, funder: WALLET }, /pays itself/],
  ])('says what to set: %s', (_name, config, message) => {
    const make = () => new OrderSigner({ chainId: 137, ...config });
    expect(make).toThrow(PolymarketWalletError);
    expect(make).toThrow(message);
  });
});
