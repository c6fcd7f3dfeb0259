import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KalshiSigner } from './credentials.js';
import { kalshiErrorBody } from './error-body.js';
import { kalshiFeeSchedule } from './fee-schedule.js';

describe('KalshiSigner', () => {
  it('signs plainly with an Ed25519 key', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const signer = new KalshiSigner({
      keyId: 'k',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    });
    const headers = signer.headers('GET', '/trade-api/ws/v2', 1_795_219_200_123);
    const signature = Buffer.from(String(headers['KALSHI-ACCESS-SIGNATURE']), 'base64');
    expect(verify(null, Buffer.from('1795219200123GET/trade-api/ws/v2'), publicKey, signature)).toBe(true);
  });

  it('says what is wrong with a key, without showing it', () => {
    expect(() => new KalshiSigner({ keyId: 'k', privateKey: 'secret' })).toThrow(/paste the whole file/);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => new KalshiSigner({ keyId: 'k', privateKey: pem })).toThrow(/RSA or Ed25519/);
  });
});

describe('kalshiErrorBody', () => {
  it.each([
    [
      { error: { code: 'order_already_exists', message: 'm', details: 'd' } },
      { code: 'order_already_exists', message: 'm (d)' },
    ],
    [
      { code: 'bad_request', message: 'm' },
      { code: 'bad_request', message: 'm' },
    ],
    [{ msg: 'limit too large' }, { code: '', message: 'limit too large' }],
    [{ error: 'too many requests' }, { code: 'too_many_requests', message: 'too many requests' }],
    ['nothing', { code: '', message: '"nothing"' }],
  ])('reads %j', (body, expected) => expect(kalshiErrorBody(body)).toEqual(expected));
});

describe('kalshiFeeSchedule', () => {
  const series = { type: 'quadratic', multiplier: 1 };
  const base = {
    series,
    seriesChanges: [],
    override: null,
    overrideChanges: [],
    waivedUntil: null,
    now: 1_000,
  };
  const model = (multiplierPpm: number, maker = 'none') => ({
    kind: 'kalshi',
    multiplierPpm,
    maker,
  });

  it('takes the event before the series', () => {
    expect(
      kalshiFeeSchedule({
        ...base,
        override: { type: 'quadratic_with_maker_fees', multiplier: 0.5 },
      }),
    ).toEqual([{ from: 0, model: model(500_000, 'standard') }]);
  });

  it('lays scheduled changes out, also the end of an override', () => {
    const schedule = kalshiFeeSchedule({
      ...base,
      override: { type: 'quadratic', multiplier: 0.5 },
      seriesChanges: [
        { at: 900, terms: { type: 'quadratic', multiplier: 9 } },
        { at: 2_000, terms: { type: 'quadratic', multiplier: 2 } },
      ],
      overrideChanges: [{ at: 3_000, terms: null }],
    });
    expect(schedule).toEqual([
      { from: 0, model: model(500_000) },
      { from: 2_000, model: model(500_000) },
      { from: 3_000, model: model(2_000_000) },
    ]);
  });

  it('charges nothing before a waiver ends', () => {
    const seriesChanges = [
      { at: 2_000, terms: { type: 'quadratic', multiplier: 2 } },
      { at: 9_000, terms: { type: 'quadratic', multiplier: 3 } },
    ];
    expect(kalshiFeeSchedule({ ...base, seriesChanges, waivedUntil: 5_000 })).toEqual([
      { from: 0, model: model(0) },
      { from: 5_000, model: model(2_000_000) },
      { from: 9_000, model: model(3_000_000) },
    ]);
  });

  it('refuses fee types without a known formula', () => {
    expect(kalshiFeeSchedule({ ...base, series: { type: 'flat', multiplier: 1 } })).toContain('flat');
  });
});
