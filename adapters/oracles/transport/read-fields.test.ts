import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBody, readIsoTime, readMs, readPrice } from './read-fields.js';

describe('readPrice', () => {
  it('reads plain decimals', () => {
    expect(readPrice('84123.45000000')).toBe(84_123.45);
    expect(readPrice('0.00001234')).toBe(0.000_012_34);
  });

  it.each([
    '',
    '-1',
    '+1',
    '1e5',
    'NaN',
    'Infinity',
    '0',
    '0.000',
    '1,000',
    ' 1',
    '1.',
    '.5',
    '84120700000000000000000',
  ])('refuses the text %j', (text) => {
    expect(readPrice(text)).toBeNaN();
  });

  it.each([84_123.45, null, undefined, ['1'], {}])('refuses %j, which is no text', (value) => {
    expect(readPrice(value)).toBeNaN();
  });

  it('answers a positive finite number or NaN, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.bigInt().map(String), fc.anything()), (value) => {
        const price = readPrice(value);
        return Number.isNaN(price) || (price > 0 && Number.isFinite(price));
      }),
    );
  });
});

it('tells milliseconds from seconds and microseconds', () => {
  expect(readMs(1_795_251_600_000)).toBe(1_795_251_600_000);
  for (const wrong of [1_795_251_600, 1_795_251_600_000_000, 1.5e12 + 0.5, '1795251600000', null])
    expect(readMs(wrong)).toBeNaN();
});

it('reads times with microseconds', () => {
  expect(readIsoTime('2026-11-21T09:00:00.123456Z')).toBe(Date.parse('2026-11-21T09:00:00.123Z'));
  for (const wrong of ['today', '2026-13-41T09:00:00Z', 5, null]) expect(readIsoTime(wrong)).toBeNaN();
});

it('says what a text is that holds no object', () => {
  expect(readBody('{"a":1}')).toEqual({ a: 1 });
  expect(readBody('[1]')).toBe('is [1] instead of an object');
  expect(readBody('PONG')).toBe('is no JSON: "PONG"');
});
